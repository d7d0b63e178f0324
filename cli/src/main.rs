//! `cargo visualize-future`: what an `async fn` becomes, on the command line.

use std::process::ExitCode;

use cargo_visualize_future::{annotate, coverage, xray};
use clap::{Parser, Subcommand};

/// What an `async fn` becomes, on the command line.
#[derive(Parser)]
#[command(name = "cargo visualize-future", bin_name = "cargo visualize-future")]
#[command(version)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Annotate(annotate::Options),
    Coverage(coverage::Options),
    Xray(xray::Options),
}

fn main() -> ExitCode {
    let mut words: Vec<_> = std::env::args_os().collect();
    // Cargo passes on the name by which it was called.
    if words
        .get(1)
        .is_some_and(|first| first == "visualize-future")
    {
        words.remove(1);
    }
    let result = match Options::parse_from(words).command {
        Command::Annotate(options) => annotate::run(&options),
        Command::Coverage(options) => coverage::run(&options),
        Command::Xray(options) => xray::run(&options),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
