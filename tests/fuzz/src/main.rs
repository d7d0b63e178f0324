//! `cargo fuzz-macro`: see DEVELOPMENT.md.

use std::process::ExitCode;

use visualize_future_fuzz::options::{Mode, Options};
use visualize_future_fuzz::{kept, rustc, watch, worker};

fn main() -> ExitCode {
    let options = match Options::parse(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprint!("{message}");
            return ExitCode::FAILURE;
        }
    };
    let well = match &options.mode {
        Mode::Watch => watch::run(&options),
        Mode::Work { first } => {
            worker::run(&options, *first);
            true
        }
        Mode::Replay(file) => kept::replay(file),
        Mode::Rustc => rustc::run(&options),
    };
    if well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
