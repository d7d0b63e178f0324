//! The view in one line.

use std::fmt;

use tracing_subscriber::filter::{EnvFilter, LevelFilter};
use tracing_subscriber::prelude::*;
use tracing_subscriber::util::TryInitError;

use super::View;

/// Shows every annotated future of the program, and the program's own events, on standard
/// error.
///
/// The environment variable `RUST_LOG` chooses what is shown, in the syntax of [`EnvFilter`];
/// without it, everything of `visualize_future`, and of the rest of the program what is `INFO`
/// or graver. Compose a [`View`] with layers of your own for anything else.
///
/// ```
/// visualize_future::init();
/// ```
///
/// If the program has a subscriber already, that one stays, and `init` says so on standard
/// error: a trace in the wrong place is no reason to end a program. [`try_init`] returns the
/// error instead.
pub fn init() {
    if let Err(error) = try_init() {
        eprintln!("{error}");
    }
}

/// As [`init`], but says whether it could.
///
/// # Errors
/// If the program has a global subscriber already. Nothing has changed then.
pub fn try_init() -> Result<(), InitError> {
    let filter = EnvFilter::builder().with_default_directive(LevelFilter::ERROR.into());
    let filter = match std::env::var(EnvFilter::DEFAULT_ENV) {
        // Like `tracing_subscriber::fmt::init`: what cannot be understood is reported on
        // standard error and left out.
        Ok(directives) if !directives.trim().is_empty() => filter.parse_lossy(directives),
        _ => filter.parse_lossy("info,visualize_future=trace"),
    };
    tracing_subscriber::registry()
        .with(View::new().with_filter(filter))
        .try_init()
        .map_err(InitError)
}

/// The view could not be set up, because the program has a subscriber already.
#[derive(Debug)]
pub struct InitError(TryInitError);

impl fmt::Display for InitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "visualize_future: the program has a tracing subscriber already, so the view was not \
             set up; add `visualize_future::view::View` to that subscriber as a layer",
        )
    }
}

impl std::error::Error for InitError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}
