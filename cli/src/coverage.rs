//! How much of what people write becomes an explicit enum.

mod tally;

use std::path::{Path, PathBuf};

use tally::Tally;
use visualize_future_lowering::outcome;

use crate::sources::{self, Source};
use crate::{edition, functions};

/// Counts the `async fn`s in Rust sources, how many of them become an explicit enum, and what
/// stands in the way of the others.
///
/// Nobody says here what the sources are compiled for: a function with `#[cfg]`s in it counts as an
/// enum only if it becomes one in each of several configurations, among which every `#[cfg]` holds
/// in one, and does not in another.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Tells also where each reason stands
    #[arg(long, conflicts_with = "table")]
    list: bool,
    /// Prints a table with a row for each path
    #[arg(long)]
    table: bool,
    /// Files, and folders with files below them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// Counts the functions below each path.
///
/// # Errors
/// A message, if there is nothing at a path, or if a folder cannot be read.
pub fn run(options: &Options) -> Result<(), String> {
    let mut all = Tally::default();
    if options.table {
        println!("{}", tally::TABLE_HEAD);
    }
    for path in &options.paths {
        let mut tally = Tally::default();
        for source in sources::below(path)? {
            file(&source, &mut tally, options.list);
        }
        if options.table {
            println!("{}", tally.row(&name_of(path)));
        }
        all.join(&tally);
    }
    if options.table {
        println!("{}", all.row("together"));
    } else {
        print!("{all}");
    }
    Ok(())
}

/// The last part of a path: the folder of a published crate is named after it.
fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

fn file(path: &Path, tally: &mut Tally, list: bool) {
    let source = match Source::read(path) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("{}: left out: {error}", path.display());
            tally.unread += 1;
            return;
        }
    };
    let edition = edition::of(path);
    let functions = functions::of(&source.file, false).into_iter();
    for function in functions.filter(|function| function.is_async) {
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
                    function.path.join("::"),
                    reason.code(),
                    reason.subject,
                );
            }
        }
        tally.add(function.awaits, &reasons);
    }
}
