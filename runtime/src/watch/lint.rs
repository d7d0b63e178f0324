//! A lint fires.

use core::fmt;

use tracing::{Dispatch, Id, Value};

use super::events::Events;
use super::kind::Kind;
use super::sites;
use crate::lints::{self, Level, Lint};

/// What is to be raised when the poll is over: the message of the first denied lint.
#[derive(Debug, Default)]
pub(super) struct Denied(Option<String>);

impl Denied {
    /// Panics if a denied lint fired, unless the thread is unwinding already.
    #[track_caller]
    pub(super) fn raise(self) {
        if let Some(message) = self.0
            && !std::thread::panicking()
        {
            panic!("{message}");
        }
    }

    /// Tells of the lint, and remembers to panic if it is denied.
    pub(super) fn fire(
        &mut self,
        lint: Lint,
        events: Events,
        state: u16,
        message: fmt::Arguments<'_>,
        help: &str,
    ) {
        if fire(To::Current, lint, events, state, message, help) && self.0.is_none() {
            let location = events.machine.states()[usize::from(state)].location;
            self.0 = Some(format!(
                "denied lint `{lint}`: {}, {message} ({location})\nhelp: {help}",
                events.machine.path(),
            ));
        }
    }
}

/// Whom to tell.
#[derive(Debug, Clone, Copy)]
pub(super) enum To<'a> {
    /// The thread's subscriber, in its current span.
    Current,
    /// A subscriber and one of its spans, from a thread that knows neither.
    Span(&'a Id, &'a Dispatch),
}

/// Tells of the lint. Answers whether it is denied.
pub(super) fn fire(
    to: To<'_>,
    lint: Lint,
    events: Events,
    state: u16,
    message: fmt::Arguments<'_>,
    help: &str,
) -> bool {
    let (kind, denied) = match lints::level(lint) {
        Level::Allow => return false,
        Level::Warn => (Kind::Lint, false),
        Level::Deny => (Kind::Denied, true),
    };
    let at = &events.machine.states()[usize::from(state)];
    let path = sites::of(events.machine).path;
    let name = lint.name();
    let values: [Option<&dyn Value>; 9] = [
        Some(&message),
        Some(&events.future),
        Some(&path),
        Some(&name),
        Some(&at.name),
        Some(&at.location.file),
        Some(&at.location.line),
        Some(&at.location.column),
        Some(&help),
    ];
    let site = sites::event(events.machine, state, kind);
    match to {
        To::Current => site.event(&values),
        To::Span(span, dispatch) => site.event_in(span, dispatch, &values),
    }
    denied
}

/// Whether the lint is worth looking for.
pub(super) fn wanted(lint: Lint) -> bool {
    lints::level(lint) != Level::Allow
}
