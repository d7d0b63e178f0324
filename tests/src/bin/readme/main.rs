//! Keeps README.md true.
//!
//! `cargo readme` runs the commands of the `console` blocks and compares what they print with
//! what the README quotes. `cargo readme --write` writes what they print into the README, and
//! `cargo readme --measure` the tables of what is measured.
//!
//! A line of a `console` block that starts with `$ ` is a command, run by `sh` in the
//! repository's root; the lines behind it are its standard output. A command that quotes no
//! output only has to succeed, and its output is shown here. Addresses and durations may differ.

mod console;
mod measured;
mod normal;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let path = root.join("README.md");
    let before = std::fs::read_to_string(&path).expect("README.md can be read");
    let after = match arguments[..] {
        [] => measured::check(&before).and_then(|()| console::refreshed(&before, &root, false)),
        ["--write"] => console::refreshed(&before, &root, true),
        ["--measure"] => measured::refreshed(&before, &root),
        _ => {
            eprintln!("usage: readme [--write | --measure]");
            return ExitCode::from(2);
        }
    };
    let Ok(after) = after else {
        return ExitCode::FAILURE;
    };
    if after != before {
        std::fs::write(&path, after).expect("README.md can be written");
        println!("README.md is refreshed");
    }
    ExitCode::SUCCESS
}
