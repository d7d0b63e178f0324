//! How a watched future stands: whether it is being polled or waits, who has woken it, and who
//! owns it. Its wakers share it, and so do the futures that are polled within it.

use alloc::sync::{Arc, Weak};
use core::ptr;
use core::sync::atomic::Ordering;
use std::time::Instant;

use super::owned::{Owned, Woken};
use super::sync::{AtomicUsize, Mutex, MutexGuard};
use super::thread::{Polled, Thread};
use super::waker::Inner;

/// How a future stands. No foreign code runs when it is dropped.
#[derive(Debug)]
pub(super) struct Status {
    pub(super) future: Polled,
    /// Counts the polls, to tell whether one came in between. It changes while the facts are
    /// locked.
    polls: AtomicUsize,
    facts: Mutex<Facts>,
}

#[derive(Debug)]
pub(super) struct Facts {
    pub(super) phase: Phase,
    /// The first wake since the last poll began.
    first: Option<WokenBy>,
    wakes: u32,
    woke_itself: bool,
    /// When the last poll began, if anybody keeps time.
    began: Option<Instant>,
    /// The waker of the last poll. Those before belong to a task that it has left.
    waker: Weak<Inner>,
    /// The innermost watched future within which it was polled last. One that has ended has, in
    /// its place, one that ended later, or has not.
    pub(super) owner: Option<Arc<Status>>,
    /// Those that it owns itself.
    pub(super) owned: Owned,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Polled,
    /// In that state; whether to look out for the loss of the waker.
    Suspended {
        state: u16,
        guarded: bool,
    },
    Ended,
}

/// Who woke, and when.
#[derive(Debug, Clone)]
pub(super) struct WokenBy {
    pub(super) at: Instant,
    pub(super) thread: Thread,
    pub(super) polled: Option<Polled>,
}

/// What is to be done when a poll has ended in `Pending`.
pub(super) struct Suspended {
    pub(super) woke_itself: bool,
    /// Those that it owns, and that were woken before the poll.
    pub(super) woken_before: Vec<Woken>,
}

impl Status {
    pub(super) fn new(future: Polled) -> Arc<Self> {
        Arc::new(Status {
            future,
            polls: AtomicUsize::new(0),
            facts: Mutex::new(Facts {
                phase: Phase::Polled,
                first: None,
                wakes: 0,
                woke_itself: false,
                began: None,
                waker: Weak::new(),
                owner: None,
                owned: Owned::new(),
            }),
        })
    }

    /// The number of its last poll.
    pub(super) fn polls(&self) -> usize {
        self.polls.load(Ordering::Relaxed)
    }

    /// No subscriber and no other waker is called while this is locked, nor is another status
    /// locked.
    pub(super) fn facts(&self) -> MutexGuard<'_, Facts> {
        self.facts
            .lock()
            .unwrap_or_else(|poison| poison.into_inner())
    }

    /// It is polled with another waker from now on.
    pub(super) fn takes(&self, waker: &Arc<Inner>) {
        self.facts().waker = Arc::downgrade(waker);
    }

    /// The waker of the last poll.
    pub(super) fn waker(&self) -> Option<Arc<Inner>> {
        self.facts().waker.upgrade()
    }

    /// A poll begins, within that of `owner`: who woke the future since the last one began, and
    /// how often.
    pub(super) fn polled(
        &self,
        owner: Option<&Arc<Status>>,
        now: Option<Instant>,
    ) -> Option<(WokenBy, u32)> {
        let mut facts = self.facts();
        facts.phase = Phase::Polled;
        self.polls.fetch_add(1, Ordering::Relaxed);
        facts.began = now;
        facts.woke_itself = false;
        if owner.map(Arc::as_ptr) != facts.owner.as_ref().map(Arc::as_ptr) {
            facts.owner = owner.cloned();
        }
        let wakes = core::mem::take(&mut facts.wakes);
        facts.first.take().map(|first| (first, wakes))
    }

    /// The poll has ended, and the future waits in that state; `guarded` if its waker must not
    /// be lost.
    pub(super) fn suspended(self: &Arc<Self>, state: u16, guarded: bool) -> Suspended {
        let mut facts = self.facts();
        facts.phase = Phase::Suspended { state, guarded };
        let woke_itself = facts.woke_itself;
        let began = facts.began;
        let woken_before = facts.owned.take_woken_before(began);
        // Woken while it was being polled: there may be no other wake to tell of.
        let woken = facts.first.as_ref().map(|first| first.at);
        let report = woken.and_then(|at| facts.report(self.polls(), at));
        drop(facts);
        if let Some(report) = report {
            self.tell_owner(report);
        }
        Suspended {
            woke_itself,
            woken_before,
        }
    }

    /// Somebody has called the waker.
    pub(super) fn woken(self: &Arc<Self>, waker: &Inner, by: WokenBy) {
        let at = by.at;
        let mut facts = self.facts();
        if !ptr::eq(facts.waker.as_ptr(), waker) {
            return;
        }
        facts.wakes = facts.wakes.saturating_add(1);
        facts.woke_itself |= facts.phase == Phase::Polled
            && by.polled.is_some_and(|polled| polled.id == self.future.id);
        let waited = matches!(facts.phase, Phase::Suspended { .. }) && facts.first.is_none();
        facts.first.get_or_insert(by);
        let report = if waited {
            facts.report(self.polls(), at)
        } else {
            None
        };
        drop(facts);
        if let Some(report) = report {
            self.tell_owner(report);
        }
    }

    /// The future is gone, or nobody follows it any more. Gives those that it owned and that
    /// have been woken.
    pub(super) fn ended(&self) -> Vec<Woken> {
        let woken = {
            let mut facts = self.facts();
            facts.phase = Phase::Ended;
            facts.owned.take_all()
        };
        // Others that have ended are left out, so that those which have polled each other do not
        // keep each other for ever.
        let living = self.living_owner();
        self.facts().owner = living;
        woken
    }

    /// If the future is suspended and nobody has woken it by that waker, its last: its state,
    /// and the number of its last poll.
    pub(super) fn waiting(&self, waker: &Inner) -> Option<(u16, usize)> {
        let facts = self.facts();
        match facts.phase {
            Phase::Suspended {
                state,
                guarded: true,
            } if facts.first.is_none() && ptr::eq(facts.waker.as_ptr(), waker) => {
                Some((state, self.polls()))
            }
            _ => None,
        }
    }

    /// If the future is suspended, has been woken, and has not been polled since the poll of that
    /// number: its state.
    pub(super) fn passed_over(&self, polls: usize) -> Option<u16> {
        let facts = self.facts();
        match facts.phase {
            Phase::Suspended { state, .. } if facts.first.is_some() && self.polls() == polls => {
                Some(state)
            }
            _ => None,
        }
    }

    /// If the future has been polled after that moment, is suspended, and nobody has woken it:
    /// its state, and the number of its last poll.
    pub(super) fn idle(&self, after: Instant) -> Option<(u16, usize)> {
        let facts = self.facts();
        match facts.phase {
            Phase::Suspended { state, .. }
                if facts.first.is_none() && facts.began.is_some_and(|began| after <= began) =>
            {
                Some((state, self.polls()))
            }
            _ => None,
        }
    }
}
