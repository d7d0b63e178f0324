//! How a lesson prints.

use tracing_subscriber::filter::EnvFilter;
use tracing_subscriber::prelude::*;
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
    lints::set(Lint::LongPoll, lints::Level::Allow);
    let view = View::new().with_stdout().with_diagrams(false);
    let filter = EnvFilter::new(what);
    let view = view.without_time().with_filter(filter);
    tracing_subscriber::registry().with(view).init();
}

/// The map of a future's memory; without its address, which differs from run to run, if wanted.
pub fn memory_map(memory: &Memory, with_address: bool) -> String {
    let map = memory.to_string();
    if with_address {
        return map;
    }
    map.replace(&format!("{:#x}", memory.address), "(its address)")
}
