//! How much of what people write becomes an explicit enum.

mod edition;
mod functions;
mod tally;

use std::path::Path;
use std::process::ExitCode;

use tally::Tally;
use visualize_future_lowering::outcome;
use walkdir::WalkDir;

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    /// The counts of all paths together.
    Counts,
    /// The same, and before that, where each reason stands.
    List,
    /// A table with a row for each path.
    Table,
}

/// Counts the functions below each path.
pub(crate) fn run(paths: &[&str], output: Output) -> ExitCode {
    let mut all = Tally::default();
    if output == Output::Table {
        println!("{}", tally::TABLE_HEAD);
    }
    for path in paths {
        let mut tally = Tally::default();
        if !Path::new(path).exists() {
            eprintln!("{path}: there is no such file or folder");
            return ExitCode::FAILURE;
        }
        for entry in WalkDir::new(path).sort_by_file_name() {
            match entry {
                Ok(entry) if is_source(entry.path()) => {
                    file(entry.path(), &mut tally, output == Output::List);
                }
                Ok(_) => {}
                Err(error) => eprintln!("{error}"),
            }
        }
        if output == Output::Table {
            println!("{}", tally.row(&name_of(path)));
        }
        all.join(&tally);
    }
    match output {
        Output::Table => println!("{}", all.row("together")),
        Output::Counts | Output::List => print!("{all}"),
    }
    ExitCode::SUCCESS
}

/// The last part of a path: the folder of a published crate is named after it.
fn name_of(path: &str) -> String {
    let name = Path::new(path).file_name();
    name.map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn is_source(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|extension| extension == "rs")
}

fn file(path: &Path, tally: &mut Tally, list: bool) {
    let read = std::fs::read_to_string(path).map_err(|error| error.to_string());
    let parsed = read.and_then(|text| syn::parse_file(&text).map_err(|error| error.to_string()));
    let file = match parsed {
        Ok(file) => file,
        Err(error) => {
            eprintln!("{}: left out: {error}", path.display());
            tally.unread += 1;
            return;
        }
    };
    let edition = edition::of(path);
    for function in functions::of(&file) {
        let Ok(reasons) = outcome(edition, function.tokens) else {
            continue;
        };
        if list {
            for reason in &reasons {
                let start = reason.span.start();
                println!(
                    "{}:{}:{}: {}: {}: {}",
                    path.display(),
                    start.line,
                    start.column + 1,
                    function.name,
                    reason.code(),
                    reason.subject,
                );
            }
        }
        tally.add(function.awaits, &reasons);
    }
}
