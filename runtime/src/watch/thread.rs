//! The thread that runs now, and the annotated future that it polls.

use alloc::sync::Arc;
use core::cell::{Cell, OnceCell};
use core::sync::atomic::{AtomicU64, Ordering};

use super::status::Status;
use super::sync::local;
use crate::Machine;

/// A thread, named for the trace.
#[derive(Debug, Clone)]
pub(crate) struct Thread {
    /// Unique in the process.
    pub(crate) id: u64,
    /// Empty if it has none.
    pub(crate) name: Arc<str>,
}

/// A future being polled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Polled {
    pub(crate) id: u64,
    pub(crate) machine: &'static Machine,
}

thread_local! {
    static THREAD: OnceCell<Thread> = const { OnceCell::new() };
}

local! {
    static POLLED: Cell<Option<Polled>> = Cell::new(None);
}

local! {
    static OWNER: Cell<Option<Arc<Status>>> = Cell::new(None);
}

/// The current thread.
pub(crate) fn current() -> Thread {
    // A thread that is ending has no thread-locals any more, but may still drop and wake.
    THREAD
        .try_with(|thread| thread.get_or_init(describe).clone())
        .unwrap_or_else(|_| describe())
}

fn describe() -> Thread {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let thread = std::thread::current();
    Thread {
        id: NEXT.fetch_add(1, Ordering::Relaxed),
        name: thread.name().unwrap_or_default().into(),
    }
}

/// The innermost watched future that this thread is polling.
pub(crate) fn polled() -> Option<Polled> {
    POLLED.try_with(Cell::get).ok().flatten()
}

/// Lends how the innermost watched future stands that this thread is polling, if its wakes are
/// followed.
pub(super) fn with_owner<R>(act: impl FnOnce(Option<&Arc<Status>>) -> R) -> R {
    let owner = OWNER.try_with(Cell::take).ok().flatten();
    let result = act(owner.as_ref());
    // Without thread-locals there was none.
    let _ = OWNER.try_with(|cell| cell.set(owner));
    result
}

/// The thread polls a future until this is dropped.
#[derive(Debug)]
pub(super) struct Polling {
    outer: Option<Polled>,
    outer_owner: Option<Arc<Status>>,
}

impl Polling {
    /// `status` is there if its wakes are followed.
    pub(super) fn start(polled: Polled, status: Option<Arc<Status>>) -> Self {
        let outer = POLLED.try_with(|cell| cell.replace(Some(polled)));
        let outer_owner = OWNER.try_with(|cell| cell.replace(status));
        Polling {
            outer: outer.ok().flatten(),
            outer_owner: outer_owner.ok().flatten(),
        }
    }
}

impl Drop for Polling {
    fn drop(&mut self) {
        // Without thread-locals there is nothing to restore.
        let _ = POLLED.try_with(|cell| cell.set(self.outer));
        let _ = OWNER.try_with(|cell| cell.replace(self.outer_owner.take()));
    }
}
