//! What is known of one watched future.

use core::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use tracing::subscriber::NoSubscriber;
use tracing::{Span, Value, dispatcher};

use super::arguments::{Arguments, Parent};
use super::sites::{self, SPAN_FIELDS, Sites};
use super::slab::RECORDS;
use super::waker::Tracked;
use crate::Machine;

/// A watched future. It belongs to the future alone: only whoever may use that exclusively
/// writes here.
pub(super) struct Record {
    pub(super) span: Span,
    pub(super) facts: Facts,
    /// The waker that the last poll got, wrapped.
    pub(super) waker: Option<Tracked>,
}

/// The numbers.
#[derive(Debug)]
pub(super) struct Facts {
    /// Unique in the process, from 1.
    pub(super) id: u64,
    /// When it was created or, if nobody listened then, first polled with somebody listening.
    pub(super) created: Instant,
    /// When it came into its state, if that was watched.
    pub(super) entered: Option<Instant>,
    /// All polls together, in nanoseconds.
    pub(super) busy: u64,
    /// Where it was polled last; zero: not yet.
    pub(super) address: usize,
    /// How many polls there had been after the last watched one.
    pub(super) polls: u32,
    /// How many polls in a row in which it woke itself.
    pub(super) self_wakes: u32,
    /// It was polled although its waker had not been called: somebody else polls it too.
    pub(super) polled_by_others: bool,
    /// When the span was to be made, the thread had no subscriber: to be tried again.
    pub(super) span_open: bool,
    /// Somebody has been told of a snapshot, and is to be told when there will be no other.
    #[cfg(feature = "xray")]
    pub(super) has_snapshot: bool,
}

impl Record {
    /// A future is being created, or was before anybody listened.
    pub(super) fn new(
        machine: &'static Machine,
        fill: &mut dyn FnMut(&mut Arguments),
        polls: u32,
    ) -> Self {
        let id = next_id();
        let (span, span_open) = make_span(machine, id, fill);
        let now = Instant::now();
        Record {
            span,
            facts: Facts {
                id,
                created: now,
                entered: (polls == 0).then_some(now),
                busy: 0,
                address: 0,
                polls,
                self_wakes: 0,
                polled_by_others: false,
                span_open,
                #[cfg(feature = "xray")]
                has_snapshot: false,
            },
            waker: None,
        }
    }

    /// Makes the span after all, if there was no subscriber to make it when it was due.
    pub(super) fn retry_span(&mut self, machine: &'static Machine) {
        (self.span, self.facts.span_open) = make_span(machine, self.facts.id, &mut |_| {});
    }

    /// Stores it.
    pub(super) fn store(self) -> u32 {
        RECORDS.insert(self)
    }
}

/// The id of one more future.
pub(super) fn next_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// The span, and whether it is still to be made.
fn make_span(
    machine: &'static Machine,
    id: u64,
    fill: &mut dyn FnMut(&mut Arguments),
) -> (Span, bool) {
    let sites: &'static Sites = sites::of(machine);
    let metadata = sites.span.metadata();
    let Some(nobody) = sites
        .span
        .if_enabled(|dispatch| dispatch.is::<NoSubscriber>())
    else {
        let nobody = dispatcher::get_default(|dispatch| dispatch.is::<NoSubscriber>());
        return (Span::none(), nobody);
    };
    if nobody {
        return (Span::none(), true);
    }
    // The user's own code runs here, so no subscriber is being called.
    let mut arguments = Arguments::new(metadata, SPAN_FIELDS.len());
    fill(&mut arguments);

    let path = sites.path;
    let size = sites.size.load(Ordering::Relaxed) as u64;
    let location = machine.location();
    let own: [Option<&dyn Value>; SPAN_FIELDS.len()] = [
        Some(&path),
        Some(&id),
        if size == 0 { None } else { Some(&size) },
        Some(&location.file),
        Some(&location.line),
        Some(&location.column),
    ];
    let parent = arguments.take_parent();
    let values: Vec<Option<&dyn Value>> = own.into_iter().chain(arguments.values()).collect();
    let span = sites.span.if_enabled(|dispatch| {
        let values = metadata.fields().value_set_all(&values);
        match parent {
            Parent::Current => Span::new_with(metadata, &values, dispatch),
            Parent::Chosen(parent) => Span::child_of_with(parent, metadata, &values, dispatch),
        }
    });
    (span.unwrap_or_else(Span::none), false)
}
