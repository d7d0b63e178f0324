//! What a round is to do, and what came of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};

use crate::book::Book;
use crate::subscribers::Defaults;

/// What the service and the hands of a round need to know.
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) clients: u64,
    /// How many batches of requests each client sends.
    pub(crate) batches: u64,
    /// Whether clients may be told that something failed.
    pub(crate) disturbed: bool,
    /// Whether pinned futures may be forgotten.
    pub(crate) forgets: bool,
    pub(crate) book: Arc<Book>,
    /// What each thread does first.
    pub(crate) defaults: Defaults,
    /// Tells the hands to stop.
    pub(crate) stop: AtomicBool,
    pub(crate) counts: Counts,
}

/// What was done, as far as it is counted.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) connections: AtomicU64,
    pub(crate) requests: AtomicU64,
    pub(crate) answers: AtomicU64,
    pub(crate) by_hand: AtomicU64,
}

/// What became of a service that ran to its end.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// A digest of all answers, of each client that got them all.
    pub(crate) digests: BTreeMap<u64, u64>,
}
