//! `cargo soak`: a service whose every `async fn` is annotated and watched, under faults, for as
//! long as one likes. See DEVELOPMENT.md.

mod alloc;
mod awaitees;
mod book;
mod dice;
mod expected;
mod faults;
mod findings;
mod lowered;
mod memory;
mod options;
mod outcome;
mod protocol;
mod round;
mod session;
mod stage;
mod subscribers;
mod summary;
mod token;
mod wakers;
mod watchdog;
mod work;

use std::process::ExitCode;

use options::Options;

fn main() -> ExitCode {
    match Options::parse(std::env::args().skip(1)) {
        Ok(options) => session::run(&options),
        Err(message) => {
            eprint!("{message}");
            ExitCode::FAILURE
        }
    }
}
