//! The subscriber of a thread.

use std::cell::RefCell;

use fastrand::Rng;
use tracing::dispatcher::{self, DefaultGuard};

use super::Subscribers;
use crate::dice;

thread_local! {
    static GUARD: RefCell<Option<DefaultGuard>> = const { RefCell::new(None) };
}

/// Gives each thread of a round a subscriber.
#[derive(Clone)]
pub(crate) struct Defaults {
    subscribers: Subscribers,
    seed: u64,
}

impl Defaults {
    pub(crate) fn new(subscribers: &Subscribers, seed: u64) -> Self {
        Defaults {
            subscribers: subscribers.clone(),
            seed,
        }
    }

    /// The thread's subscriber from now on: one of the round's.
    pub(crate) fn set(&self) {
        let mut dice: Rng = dice::of(self.seed, thread_number());
        let guard = self.subscribers.any(&mut dice).map(dispatcher::set_default);
        GUARD.with(|cell| *cell.borrow_mut() = guard);
    }

    /// None again. Thread-locals may end in any order, so that this is not left to them.
    pub(crate) fn unset() {
        let guard = GUARD.with(|cell| cell.borrow_mut().take());
        drop(guard);
    }
}

fn thread_number() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Relaxed)
}
