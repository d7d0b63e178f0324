//! Who owns a future: the innermost watched future within which it was polled last, and which
//! has not ended. It keeps a list of those that it owns and that have been woken.
//!
//! The waker that a future is polled with would not tell: `FuturesUnordered` and others put
//! wakers of their own in between.

use alloc::sync::{Arc, Weak};
use std::time::Instant;

#[cfg(not(all(test, visualize_future_loom)))]
use super::futurelock::is_wanted;
#[cfg(all(test, visualize_future_loom))]
use super::models::is_wanted;
use super::status::{Facts, Phase, Status};

/// So many are kept without looking whether they need be. A model is checked with few.
const MANY: usize = if cfg!(visualize_future_loom) { 1 } else { 32 };

/// A future that was woken while it was suspended.
#[derive(Debug)]
pub(super) struct Woken {
    future: Weak<Status>,
    /// The number of its last poll.
    polls: usize,
    pub(super) at: Instant,
    /// The number of its owner's last poll, when it was woken.
    pub(super) owner_polls: usize,
}

/// Those that a future owns and that have been woken, some of which may have been polled since.
#[derive(Debug)]
pub(super) struct Owned {
    woken: Vec<Woken>,
    /// If there are more than so many, they are looked through.
    room: usize,
}

impl Owned {
    pub(super) fn new() -> Self {
        Owned {
            woken: Vec::new(),
            room: MANY,
        }
    }

    /// Puts it on the list. Answers whether that should be looked through: within one long poll
    /// of the owner, others may be polled and woken without an end.
    fn add(&mut self, woken: Woken) -> bool {
        self.woken.push(woken);
        self.woken.len() > self.room
    }

    /// Those that were woken before a poll began, and most likely not polled since.
    pub(super) fn take_woken_before(&mut self, began: Option<Instant>) -> Vec<Woken> {
        let Some(began) = began else {
            return Vec::new();
        };
        self.woken.retain(Woken::may_be_passed_over);
        let before = self.woken.extract_if(.., |woken| woken.at <= began);
        before.collect()
    }

    pub(super) fn take_all(&mut self) -> Vec<Woken> {
        core::mem::take(&mut self.woken)
    }
}

impl Woken {
    /// Whether it may be that it has been neither polled since, nor dropped; it takes no lock to
    /// tell.
    fn may_be_passed_over(&self) -> bool {
        let future = self.future.upgrade();
        future.is_some_and(|future| future.polls() == self.polls)
    }

    /// Its state, if it has not been polled since, nor dropped.
    pub(super) fn passed_over(&self) -> Option<u16> {
        self.future.upgrade()?.passed_over(self.polls)
    }

    /// The future and its owner, if both are there.
    pub(super) fn with_owner(&self) -> Option<(Arc<Status>, Arc<Status>)> {
        let future = self.future.upgrade()?;
        let owner = future.living_owner()?;
        Some((future, owner))
    }
}

/// That a future has been woken, for its owner.
pub(super) struct Report {
    owner: Arc<Status>,
    polls: usize,
    at: Instant,
}

impl Facts {
    /// The future has been woken at that moment: what its owner is to know of it.
    pub(super) fn report(&self, polls: usize, at: Instant) -> Option<Report> {
        let owner = self.owner.as_ref().filter(|_| is_wanted())?;
        Some(Report {
            owner: Arc::clone(owner),
            polls,
            at,
        })
    }
}

impl Status {
    /// Tells the owner, or the one in its place if it has ended.
    pub(super) fn tell_owner(self: &Arc<Self>, report: Report) {
        let mut next = Some(report.owner);
        while let Some(owner) = next.filter(|owner| self.may_be_owned_by(owner)) {
            let mut facts = owner.facts();
            if facts.phase == Phase::Ended {
                next = facts.owner.clone();
                drop(facts);
                continue;
            }
            let woken = Woken {
                future: Arc::downgrade(self),
                polls: report.polls,
                at: report.at,
                owner_polls: owner.polls(),
            };
            let is_crowded = facts.owned.add(woken);
            drop(facts);
            if is_crowded {
                owner.clear_out();
            }
            return;
        }
    }

    /// The one that owns it.
    pub(super) fn living_owner(&self) -> Option<Arc<Status>> {
        let mut next = self.facts().owner.clone();
        loop {
            let owner = next.filter(|owner| self.may_be_owned_by(owner))?;
            next = {
                let facts = owner.facts();
                if facts.phase == Phase::Ended {
                    facts.owner.clone()
                } else {
                    drop(facts);
                    return Some(owner);
                }
            };
        }
    }

    /// Two that have polled each other would otherwise seem to own themselves.
    fn may_be_owned_by(&self, owner: &Arc<Status>) -> bool {
        !core::ptr::eq(self, &**owner)
    }

    /// Takes those off the list that have been polled or dropped. There is room for as many
    /// others then, so that this is not done for each.
    #[cold]
    fn clear_out(&self) {
        let mut remaining = self.facts().owned.take_all();
        remaining.retain(|woken| woken.passed_over().is_some());
        let owned = &mut self.facts().owned;
        owned.room = MANY.max(2 * remaining.len());
        owned.woken.append(&mut remaining);
    }
}
