//! What the subscribers of a round are told of, checked as it comes.

mod fields;
mod life;
mod machines;
mod settle;

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use tracing::Event;
use visualize_future::vocabulary;

pub(crate) use fields::Fields;

use life::Life;

use crate::findings;

/// How much of what happens the subscribers of a round hear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// All of it.
    Complete,
    /// There are gaps: levels change, threads have no subscriber, callbacks panic.
    Gaps,
}

/// The futures that are alive, and the sums over those that were.
pub(crate) struct Book {
    coverage: Coverage,
    shards: [Mutex<Shard>; SHARDS],
    pub(crate) totals: Totals,
}

/// The highest id of the rounds before: all of this one's are above.
static HIGHEST: AtomicU64 = AtomicU64::new(0);

/// Futures are spread over so many locks.
const SHARDS: usize = 32;

#[derive(Default)]
struct Shard {
    lives: HashMap<u64, Life>,
    /// All ids of the round.
    seen: HashSet<u64>,
    forgotten: HashSet<u64>,
}

/// Sums.
#[derive(Default)]
pub(crate) struct Totals {
    pub(crate) events: AtomicU64,
    pub(crate) opened: AtomicU64,
    pub(crate) closed: AtomicU64,
    pub(crate) begun: AtomicU64,
    pub(crate) ended: AtomicU64,
    pub(crate) ends: AtomicU64,
}

impl Book {
    pub(crate) fn new(coverage: Coverage) -> Self {
        Book {
            coverage,
            shards: std::array::from_fn(|_| Mutex::default()),
            totals: Totals::default(),
        }
    }

    fn with<R>(&self, future: u64, act: impl FnOnce(&mut Shard) -> R) -> R {
        let shard = &self.shards[(future % SHARDS as u64) as usize];
        act(&mut shard.lock().unwrap())
    }

    /// A future's span has been opened.
    pub(crate) fn opened(&self, fields: &Fields) {
        let Some(future) = fields.future else { return };
        self.totals.opened.fetch_add(1, SeqCst);
        let fresh = self.with(future, |shard| {
            let fresh = shard.seen.insert(future);
            let life = shard.lives.entry(future).or_default();
            life.open(fields.machine.as_deref());
            fresh
        });
        if future <= HIGHEST.load(SeqCst) {
            findings::report(format!("future {future} has the id of an earlier one"));
        }
        // A span that could not be made at first is made later.
        if !fresh && self.coverage == Coverage::Complete {
            findings::report(format!("two spans of future {future}"));
        }
    }

    /// It has been closed.
    pub(crate) fn closed(&self, future: u64) {
        self.totals.closed.fetch_add(1, SeqCst);
        let life = self.with(future, |shard| shard.lives.remove(&future));
        if self.coverage == Coverage::Complete {
            match life {
                None => findings::report(format!("future {future} closed twice")),
                Some(life) => self.judge(future, life.close()),
            }
        }
    }

    /// Something happened.
    pub(crate) fn event(&self, event: &Event<'_>) {
        let kind = event.metadata().name();
        if !kind.starts_with("visualize_future::") {
            return;
        }
        self.totals.events.fetch_add(1, SeqCst);
        let mut fields = Fields::default();
        event.record(&mut fields);
        let Some(future) = fields.future else {
            findings::report(format!("{kind} of no future"));
            return;
        };
        match kind {
            vocabulary::POLL => drop(self.totals.begun.fetch_add(1, SeqCst)),
            vocabulary::POLLED => drop(self.totals.ended.fetch_add(1, SeqCst)),
            vocabulary::END => drop(self.totals.ends.fetch_add(1, SeqCst)),
            _ => {}
        }
        let result = self.with(future, |shard| {
            if self.coverage == Coverage::Complete && !shard.lives.contains_key(&future) {
                return if shard.seen.contains(&future) {
                    life::after_the_end(kind, &fields)
                } else {
                    Err(format!("{kind} of a future that has no span"))
                };
            }
            let life = shard.lives.entry(future).or_default();
            life.event(kind, &fields, self.coverage)
        });
        self.judge(future, result);
    }

    fn judge(&self, future: u64, result: Result<(), String>) {
        if let Err(message) = result {
            findings::report(format!("future {future}: {message}"));
        }
    }

    /// A future has been forgotten on purpose.
    pub(crate) fn forget(&self, future: Option<u64>) {
        if let Some(future) = future {
            self.with(future, |shard| shard.forgotten.insert(future));
        }
    }

    /// The futures that are alive, for messages.
    pub(crate) fn alive(&self) -> Vec<String> {
        let mut all = Vec::new();
        for shard in &self.shards {
            // The one who hangs may hold it.
            let Ok(shard) = shard.try_lock() else {
                all.push("(in use)".into());
                continue;
            };
            let alive = shard.lives.iter();
            all.extend(alive.map(|(id, life)| format!("future {id}: {life}")));
        }
        all
    }
}
