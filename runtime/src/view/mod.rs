//! The trace, for a person at a terminal.
//!
//! [`View`] is a layer for [`tracing_subscriber`]. It prints each machine once, as a
//! [`Diagram`](crate::Diagram), when the first instance of it is created, and then the run as
//! a timeline: a line for each thing that happens, with the instance's name and number before
//! it. A poll is a bracket around all that happens during it on that thread, other instances
//! and the program's own events included. [`init`](crate::init) sets it up in one line; beside
//! other layers, it is used like any of them:
//!
//! ```
//! use tracing_subscriber::filter::EnvFilter;
//! use tracing_subscriber::prelude::*;
//! use visualize_future::view::View;
//!
//! let view = View::new().with_diagrams(false);
//! let registry = tracing_subscriber::registry()
//!     .with(view.with_filter(EnvFilter::new("visualize_future=debug")));
//! # tracing::subscriber::with_default(registry, || {});
//! ```
//!
//! What it shows is chosen by level, as for any layer: with `visualize_future=info` how
//! futures are created and how they end, with `debug` also each transition, with `trace` also
//! polls and wakes.

mod duration;
mod fields;
pub(crate) mod happening;
mod init;
mod page;
pub(crate) mod read;
mod telling;
mod threads;
mod timeline;

use std::cell::Cell;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

use tracing_core::span::{Attributes, Id, Record};
use tracing_core::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

pub use init::{InitError, init, try_init};

use crate::Machine;
use happening::Happening;
use page::Page;
use timeline::Timeline;

/// A [`Layer`] that prints machines and runs for a person.
///
/// It writes to standard error, so that the program's own output stays its own, in colour if
/// that is a terminal.
pub struct View {
    timeline: Mutex<Timeline>,
}

impl View {
    /// A view on standard error: in colour if that is a terminal, unless the environment says
    /// `NO_COLOR` (<https://no-color.org>) or `TERM=dumb`.
    pub fn new() -> Self {
        let ansi = io::stderr().is_terminal() && colour_is_welcome();
        View {
            timeline: Mutex::new(Timeline::new(Page::new(Box::new(io::stderr()), ansi))),
        }
    }

    /// Writes there instead. Colour is then off until [`with_ansi`](Self::with_ansi) turns it on.
    #[must_use]
    pub fn with_writer(self, writer: impl Write + Send + 'static) -> Self {
        self.change(|timeline| {
            timeline.page().out = Box::new(writer);
            timeline.page().ansi = false;
        })
    }

    /// Writes to standard output instead, in colour if that is a terminal, as in
    /// [`new`](Self::new).
    #[must_use]
    pub fn with_stdout(self) -> Self {
        let ansi = io::stdout().is_terminal() && colour_is_welcome();
        self.with_writer(io::stdout()).with_ansi(ansi)
    }

    /// Whether to colour the output by ANSI escape sequences, wherever it goes.
    #[must_use]
    pub fn with_ansi(self, ansi: bool) -> Self {
        self.change(|timeline| timeline.page().ansi = ansi)
    }

    /// Whether to print each machine's diagram when its first instance is created: on unless
    /// turned off.
    #[must_use]
    pub fn with_diagrams(self, diagrams: bool) -> Self {
        self.change(|timeline| timeline.set_diagrams(diagrams))
    }

    /// The width to keep to, in characters: 80 unless set, and no less than 60.
    #[must_use]
    pub fn with_width(self, columns: usize) -> Self {
        self.change(|timeline| timeline.page().columns = columns.max(60))
    }

    /// Leaves out what differs from run to run: times, durations and addresses. For tests, and
    /// for output to be quoted.
    #[must_use]
    pub fn without_time(self) -> Self {
        self.change(|timeline| timeline.page().times = false)
    }

    /// Counts instances from 1, in the order in which they are met, whatever their numbers in the
    /// trace are.
    #[cfg(feature = "step")]
    pub(crate) fn with_own_numbers(self) -> Self {
        self.change(Timeline::count_instances)
    }

    fn change(mut self, change: impl FnOnce(&mut Timeline)) -> Self {
        change(
            self.timeline
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner),
        );
        self
    }

    /// Does something with the timeline, unless this thread is doing so already: a writer that
    /// itself emits events would otherwise wait for itself.
    fn with_timeline(&self, act: impl FnOnce(&mut Timeline)) {
        thread_local! {
            static WRITING: Cell<bool> = const { Cell::new(false) };
        }
        struct Done;
        impl Drop for Done {
            fn drop(&mut self) {
                let _ = WRITING.try_with(|writing| writing.set(false));
            }
        }
        if WRITING.try_with(|writing| writing.replace(true)) == Ok(false) {
            let _done = Done;
            act(&mut self.timeline.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }
}

/// Whether the environment has nothing against colours.
fn colour_is_welcome() -> bool {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    !no_color && !dumb
}

impl Default for View {
    fn default() -> Self {
        View::new()
    }
}

impl fmt::Debug for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View").finish_non_exhaustive()
    }
}

impl read::Listener for View {
    fn meet(&self, instance: u64, name: &str, machine: Option<&'static Machine>) {
        self.with_timeline(|timeline| timeline.meet(instance, name, machine));
    }

    fn tell(&self, instance: Option<u64>, happening: Happening) {
        self.with_timeline(|timeline| timeline.tell(instance, happening));
    }

    fn learn(&self, instance: u64, size: Option<u64>, fields: Vec<(String, String)>) {
        self.with_timeline(|timeline| timeline.learn(instance, size, fields));
    }

    fn forget(&self, instance: u64) {
        self.with_timeline(|timeline| timeline.forget(instance));
    }
}

impl<S> Layer<S> for View
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        read::new_span(self, attributes, id, &context);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        read::record(self, values, id, &context);
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        read::event(self, event, &context);
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        read::closed(self, &id, &context);
    }
}
