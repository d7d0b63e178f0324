//! `cargo differential`: see DEVELOPMENT.md.

use std::process::ExitCode;

use visualize_future_differential::options::Options;
use visualize_future_differential::session;

fn main() -> ExitCode {
    let options = match Options::parse(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprint!("{message}");
            return ExitCode::FAILURE;
        }
    };
    if session::run(&options) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
