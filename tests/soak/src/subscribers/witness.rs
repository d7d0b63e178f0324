//! A subscriber that tells the book everything, and misbehaves as is its nature.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering::Relaxed};

use fastrand::Rng;
use tracing::metadata::LevelFilter;
use tracing::span::{Attributes, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Id, Metadata, Subscriber, callsite};

use super::Nature;
use super::mischief::{self, Callback};
use super::spans::Spans;
use crate::book::{Book, Fields};
use crate::dice;
use crate::faults::{self, Fault};

/// The subscriber.
pub(super) struct Witness {
    book: Arc<Book>,
    spans: Spans,
    switch: Arc<Switch>,
}

/// What it wants, to be changed from outside.
pub(crate) struct Switch {
    nature: Nature,
    retired: AtomicBool,
    /// As an index into `LEVELS`.
    level: AtomicU8,
}

const LEVELS: [LevelFilter; 5] = [
    LevelFilter::TRACE,
    LevelFilter::DEBUG,
    LevelFilter::INFO,
    LevelFilter::WARN,
    LevelFilter::OFF,
];

impl Switch {
    fn level(&self) -> LevelFilter {
        if self.retired.load(Relaxed) {
            return LevelFilter::OFF;
        }
        LEVELS[usize::from(self.level.load(Relaxed))]
    }

    /// To be called on a thread that has the subscriber: `tracing` asks no other while there is
    /// only one.
    pub(super) fn change(&self, dice: &mut Rng) {
        if self.nature == Nature::Levels {
            faults::count(Fault::SubscriberLevel);
            self.level.store(dice.u8(..LEVELS.len() as u8), Relaxed);
            callsite::rebuild_interest_cache();
        }
    }

    pub(super) fn retire(&self) {
        self.retired.store(true, Relaxed);
        callsite::rebuild_interest_cache();
    }
}

impl Witness {
    pub(super) fn new(nature: Nature, book: &Arc<Book>) -> Self {
        Witness {
            book: Arc::clone(book),
            spans: Spans::default(),
            switch: Arc::new(Switch {
                nature,
                retired: AtomicBool::new(false),
                level: AtomicU8::new(0),
            }),
        }
    }

    pub(super) fn switch(&self) -> Arc<Switch> {
        Arc::clone(&self.switch)
    }

    /// Keeps no more room than it needs, as forgotten futures may keep it.
    pub(super) fn shrink(&self) {
        self.spans.shrink();
    }

    fn act(&self, callback: Callback) {
        mischief::act(self.switch.nature, callback);
    }
}

impl Subscriber for Witness {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if *metadata.level() > self.switch.level() {
            Interest::never()
        } else if matches!(self.switch.nature, Nature::Fickle | Nature::Panicking) {
            Interest::sometimes()
        } else {
            Interest::always()
        }
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.switch.level())
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        self.act(Callback::Enabled);
        if self.switch.nature == Nature::Fickle && dice::one_in(5) {
            faults::count(Fault::SubscriberDenied);
            return false;
        }
        *metadata.level() <= self.switch.level()
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        self.act(Callback::NewSpan);
        let id = NEXT.fetch_add(1, Relaxed);
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        self.spans.open(id, fields.future);
        self.book.opened(&fields);
        Id::from_u64(id)
    }

    fn record(&self, id: &Id, _: &Record<'_>) {
        self.spans.recorded(id);
        self.act(Callback::Record);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.book.event(event);
        self.act(Callback::Event);
    }

    // Where it panics, the span has not been entered; when it is left, it has been left.

    fn enter(&self, id: &Id) {
        self.act(Callback::Enter);
        self.spans.entered(id);
    }

    fn exit(&self, id: &Id) {
        self.spans.left(id);
        self.act(Callback::Exit);
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.spans.cloned(id);
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        let closed = self.spans.dropped(&id);
        if let Some(Some(future)) = closed {
            self.book.closed(future);
        }
        self.act(Callback::Close);
        closed.is_some()
    }
}
