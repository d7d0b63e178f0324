//! `cargo visualize-future`: what an `async fn` becomes, on the command line.

mod coverage;

use std::process::ExitCode;

use coverage::Output;

const USAGE: &str = "\
usage: cargo visualize-future coverage [--list | --table] PATH…

  coverage   counts the `async fn`s in Rust sources, how many of them become an explicit enum,
             and what stands in the way of the others; with --list, where;
             with --table, as a table with a row for each path

             Nobody says here what the sources are compiled for: a function with #[cfg]s in it
             counts as an enum only if it becomes one in each of several configurations, among
             which every #[cfg] holds in one, and does not in another.";

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    // Cargo passes on the name by which it was called.
    if arguments
        .first()
        .is_some_and(|first| first == "visualize-future")
    {
        arguments.remove(0);
    }
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match &words[..] {
        ["coverage", "--list", paths @ ..] if !paths.is_empty() => {
            coverage::run(paths, Output::List)
        }
        ["coverage", "--table", paths @ ..] if !paths.is_empty() => {
            coverage::run(paths, Output::Table)
        }
        ["coverage", paths @ ..] if !paths.is_empty() => coverage::run(paths, Output::Counts),
        ["--help" | "-h"] => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}
