//! How a lesson prints.

use tracing_subscriber::filter::EnvFilter;
use tracing_subscriber::layer::{Identity, Layer};
use tracing_subscriber::prelude::*;
use tracing_subscriber::registry::Registry;
use visualize_future::Memory;
use visualize_future::lints::{self, Lint};
use visualize_future::view::View;

/// A heading, with an empty line above and below.
pub fn heading(text: &str) {
    println!("\n== {text} ==\n");
}

/// Prints the trace on standard output from now on, between what the lesson itself prints:
/// without diagrams, which lessons print where they want them, and without what differs from
/// run to run. `what` chooses, as `RUST_LOG` does: `visualize_future=debug`, for instance.
///
/// Whether the lint `long-poll` fires depends on the machine, so it is allowed: the lesson that is
/// about it sets it again.
///
/// # Panics
/// If the program has a subscriber already.
pub fn show_trace(what: &str) {
    show_trace_beside(what, Identity::new());
}

/// The same, with another layer, which hears of everything that is printed, and after that.
///
/// # Panics
/// As [`show_trace`].
pub fn show_trace_beside(what: &str, other: impl Layer<Registry> + Send + Sync) {
    lints::set(Lint::LongPoll, lints::Level::Allow);
    let view = View::new().with_stdout().with_diagrams(false);
    let layers = view.without_time().and_then(other);
    let filter = EnvFilter::new(what);
    tracing_subscriber::registry()
        .with(layers.with_filter(filter))
        .init();
}

/// The map of a future's memory; without its address, which differs from run to run, if wanted.
pub fn memory_map(memory: &Memory, with_address: bool) -> String {
    let map = memory.to_string();
    if with_address {
        return map;
    }
    map.replace(&format!("{:#x}", memory.address), "(its address)")
}
