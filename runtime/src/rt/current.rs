//! The coroutine that this thread is polling.

use core::ptr;
use core::sync::atomic::{AtomicU16, Ordering::Relaxed};

use super::thread::{self, per_thread};
use crate::machine::SUSPENDED;

/// Where marks go that no machine is there for.
static NOBODY: AtomicU16 = AtomicU16::new(0);

per_thread!(CURRENT: *const AtomicU16 = &raw const NOBODY);

/// Marks the entry of an await: the machine being polled is now in `state`, should it suspend.
/// Hands the awaitee on as it is.
#[inline(always)]
pub fn mark<T>(state: u16, awaitee: T) -> T {
    if !thread::KNOWN {
        return awaitee;
    }
    // SAFETY: the pointer is to a static, or to the state of a machine which is pinned and being
    // polled; `Enter` takes it back before that poll returns or unwinds.
    CURRENT.with(|current| unsafe { (*current.get()).store(state, Relaxed) });
    awaitee
}

/// [`mark`] behind an expression, for tokens whose beginning is not known.
pub trait Mark: Sized {
    #[doc(hidden)]
    #[inline(always)]
    fn __visualize_future_mark<const STATE: u16>(self) -> Self {
        mark(STATE, self)
    }
}

impl<T> Mark for T {}

/// A poll under way: marks go to its machine.
pub(super) struct Enter<'a> {
    state: &'a AtomicU16,
    outer: *const AtomicU16,
}

impl<'a> Enter<'a> {
    #[inline(always)]
    pub(super) fn new(state: &'a AtomicU16) -> Self {
        let outer = match thread::KNOWN {
            true => CURRENT.with(|current| current.replace(ptr::from_ref(state))),
            false => ptr::null(),
        };
        Enter { state, outer }
    }

    /// The poll has returned.
    #[inline(always)]
    pub(super) fn leave(self) {
        if thread::KNOWN {
            CURRENT.with(|current| current.set(self.outer));
        } else {
            self.state.store(SUSPENDED, Relaxed);
        }
        core::mem::forget(self);
    }
}

impl Drop for Enter<'_> {
    /// The poll unwinds.
    #[inline(always)]
    fn drop(&mut self) {
        unwound(self.state, self.outer);
    }
}

/// Takes its arguments by value, so that a poll that does not unwind need not keep them in
/// memory.
#[cold]
#[inline(never)]
fn unwound(state: &AtomicU16, outer: *const AtomicU16) {
    if thread::KNOWN {
        CURRENT.with(|current| current.set(outer));
    }
    // One that had returned before stays so.
    if state.load(Relaxed) != 1 {
        state.store(2, Relaxed);
    }
}
