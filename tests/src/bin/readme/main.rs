//! Keeps README.md true, and the index of the lessons, examples/README.md.
//!
//! `cargo readme` runs the commands of the `console` blocks and compares what they print with
//! what the pages quote. `cargo readme --write` writes what they print into the pages, and
//! `cargo readme --measure` the tables of what is measured into README.md. With `--lessons`, only
//! the lessons are looked at.
//!
//! A line of a `console` block that starts with `$ ` is a command, run by `sh` in the
//! repository's root; the lines behind it are its standard output. A command that quotes no
//! output only has to succeed, and its output is shown here. Addresses and durations may differ.

mod console;
mod measured;
mod normal;

use std::path::Path;
use std::process::ExitCode;

const README: &str = "README.md";
const LESSONS: &str = "examples/README.md";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let console = |page, write| {
        change(&root, page, |text| {
            console::refreshed(page, text, &root, write)
        })
    };
    let done = match arguments[..] {
        [] => change(&root, README, |text| {
            measured::check(text).map(|()| text.to_owned())
        })
        .and_then(|()| console(README, false))
        .and_then(|()| console(LESSONS, false)),
        ["--write"] => console(README, true).and_then(|()| console(LESSONS, true)),
        ["--lessons"] => console(LESSONS, false),
        ["--lessons", "--write"] => console(LESSONS, true),
        ["--measure"] => change(&root, README, |text| measured::refreshed(text, &root)),
        _ => {
            eprintln!("usage: readme [[--lessons] [--write] | --measure]");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(()) => ExitCode::FAILURE,
    }
}

/// Writes the page anew, if `act` makes something else of it.
fn change(root: &Path, page: &str, act: impl FnOnce(&str) -> Result<String, ()>) -> Result<(), ()> {
    let path = root.join(page);
    let before = std::fs::read_to_string(&path).expect("the page can be read");
    let after = act(&before)?;
    if after != before {
        std::fs::write(&path, after).expect("the page can be written");
        println!("{page} is refreshed");
    }
    Ok(())
}
