//! What happens while a stepper polls.

use alloc::sync::Arc;
use core::sync::atomic::{AtomicBool, Ordering};
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard};

use tracing_core::span::{Attributes, Id, Record};
use tracing_core::{Dispatch, Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::prelude::*;
use tracing_subscriber::registry::LookupSpan;

use crate::Machine;
use crate::lints::Lint;
use crate::view::View;
use crate::view::happening::Happening;
use crate::view::read::{self, Listener};

/// A subscriber of its own, and what it has heard.
pub(super) struct Trace {
    dispatch: Dispatch,
    log: Arc<Log>,
}

/// What has happened, and the timeline of it.
#[derive(Default)]
pub(super) struct Log {
    entries: Mutex<Vec<Entry>>,
    text: Text,
}

/// One thing that happened.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) instance: u64,
    pub(super) what: What,
    /// How much of the timeline there was before it.
    pub(super) at: usize,
}

/// What can be expected, or names what has been met instead.
#[derive(Clone)]
pub(super) enum What {
    /// It is the first that is heard of the instance: its function's name.
    Met(String),
    Happened(Happening),
}

/// The timeline's text.
#[derive(Clone, Default)]
struct Text(Arc<Mutex<String>>);

impl Trace {
    /// `made_before`: the first future to be heard of has been made before this.
    pub(super) fn new(made_before: bool) -> Self {
        let log = Arc::new(Log::default());
        let view = View::new()
            .with_writer(log.text.clone())
            .with_diagrams(false)
            .without_time()
            .with_own_numbers();
        let recording = Recording {
            view,
            log: Arc::clone(&log),
            made_before: AtomicBool::new(made_before),
        };
        Trace {
            dispatch: tracing_subscriber::registry().with(recording).into(),
            log,
        }
    }

    /// Does something that is to be heard.
    pub(super) fn during<R>(&self, act: impl FnOnce() -> R) -> R {
        tracing::dispatcher::with_default(&self.dispatch, act)
    }

    pub(super) fn log(&self) -> &Log {
        &self.log
    }
}

impl Log {
    pub(super) fn entries(&self) -> Vec<Entry> {
        lock(&self.entries).clone()
    }

    pub(super) fn timeline(&self) -> String {
        lock(&self.text.0).clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poison| poison.into_inner())
}

impl Write for Text {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock(&self.0).push_str(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The layer.
struct Recording {
    view: View,
    log: Arc<Log>,
    /// Whether the next future to be heard of has been made before this.
    made_before: AtomicBool,
}

impl Recording {
    fn note(&self, instance: u64, what: What) {
        let at = lock(&self.log.text.0).len();
        lock(&self.log.entries).push(Entry { instance, what, at });
    }
}

/// Whether it depends on how fast the machine is.
fn depends_on_time(happening: &Happening) -> bool {
    match happening {
        Happening::Lint { lint, .. } => [Lint::LongPoll, Lint::LostWaker, Lint::Futurelock]
            .iter()
            .any(|timed| timed.name() == lint),
        _ => false,
    }
}

impl Listener for Recording {
    fn meet(&self, instance: u64, name: &str, machine: Option<&'static Machine>) {
        self.note(instance, What::Met(name.to_owned()));
        self.view.meet(instance, name, machine);
    }

    fn tell(&self, instance: Option<u64>, mut happening: Happening) {
        // Its size is known only if others have listened when it was made.
        if let Happening::Created { size, .. } = &mut happening
            && self.made_before.swap(false, Ordering::Relaxed)
        {
            *size = None;
        }
        if depends_on_time(&happening) {
            return;
        }
        if let Some(instance) = instance {
            self.note(instance, What::Happened(happening.clone()));
        }
        self.view.tell(instance, happening);
    }

    fn learn(&self, instance: u64, size: Option<u64>, fields: Vec<(String, String)>) {
        self.view.learn(instance, size, fields);
    }

    fn forget(&self, instance: u64) {
        self.view.forget(instance);
    }
}

impl<S> Layer<S> for Recording
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
