//! The lint `futurelock`: futures that have been woken, and that nobody polls.
//!
//! What a future waits for may have been given to it alone, such as the turn at a lock. If its
//! owner then waits for something else, without polling or dropping it, nobody gets any further.
//!
//! When a poll of the owner ends in `Pending`, those that had been woken before it, and that it
//! has not polled, become suspects. The owner may only be late: so a thread of ours looks again
//! when the time that [`lints::futurelock`] names has passed. The thread is only there while
//! there are suspects.

use alloc::sync::{Arc, Weak};
use core::time::Duration;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::events::Events;
use super::lint;
use super::listening::{Category, Listening};
use super::owned::Woken;
use super::sites;
use super::status::Status;
use super::sync::shared;
use super::watcher::{Due, Watcher};
use crate::lints::{self, Lint};

/// A future that may have been forgotten.
struct Suspect {
    woken: Woken,
    /// Who ought to have polled it.
    owner: Weak<Status>,
    /// Since when it has been one, or when it was looked at last.
    since: Instant,
}

impl Due for Suspect {
    fn due(&self) -> Option<Instant> {
        // Not without a pause, as it may be looked at again and again.
        let limit = lints::futurelock().max(Duration::from_millis(1));
        self.since.checked_add(limit)
    }
}

shared! {
    static WATCHER: Watcher<Suspect> = Watcher::new();
}

/// Whether anybody is to be told.
pub(super) fn is_wanted() -> bool {
    lint::wanted(Lint::Futurelock) && Listening::now().to(Category::Lints)
}

/// A poll of `owner` is over, and so is its part in these, which had been woken: those of them
/// that it has neither polled nor dropped are suspects.
pub(super) fn suspect(owner: &Arc<Status>, mut woken: Vec<Woken>) {
    woken.retain(|woken| woken.passed_over().is_some());
    if woken.is_empty() {
        return;
    }
    let since = Instant::now();
    let suspects = woken.into_iter().map(|woken| Suspect {
        woken,
        owner: Arc::downgrade(owner),
        since,
    });
    WATCHER.add(suspects, examine);
}

/// A future that has been forgotten.
struct Forgotten {
    future: Arc<Status>,
    state: u16,
    owner: Arc<Status>,
    owner_state: u16,
    /// How many polls of its owner passed it over; not known if it had another owner before.
    polls: Option<usize>,
}

/// Tells of those that are due and forgotten; gives back those to look at again.
fn examine(suspects: Vec<Suspect>, now: Instant) -> Vec<Suspect> {
    let mut remaining = Vec::new();
    let mut forgotten = Vec::new();
    for suspect in suspects {
        let Some(state) = suspect.woken.passed_over() else {
            continue;
        };
        if suspect.due().is_none_or(|due| now < due) {
            remaining.push(suspect);
            continue;
        }
        let Some((future, owner)) = suspect.woken.with_owner() else {
            continue;
        };
        // An owner that is being polled, that has been woken and not been polled since, or that
        // has not been polled since the future was woken, may still come to it: it is the
        // executor that is late.
        let Some((owner_state, polls)) = owner.idle(suspect.woken.at) else {
            remaining.push(Suspect {
                since: now,
                ..suspect
            });
            continue;
        };
        let is_same = core::ptr::eq(suspect.owner.as_ptr(), &*owner);
        let polls = is_same.then(|| polls.wrapping_sub(suspect.woken.owner_polls));
        forgotten.push(Forgotten {
            future,
            state,
            owner,
            owner_state,
            polls,
        });
    }
    for one in forgotten {
        // If a subscriber panics, the others are told of all the same.
        drop(catch_unwind(AssertUnwindSafe(|| one.tell())));
    }
    remaining
}

impl Forgotten {
    fn tell(&self) {
        let Some(waker) = self.future.waker() else {
            return;
        };
        let machine = self.future.future.machine;
        let owner = self.owner.future;
        let waits = &owner.machine.states()[usize::from(self.owner_state)];
        let polls = match self.polls {
            Some(1) => "once ".into(),
            Some(polls) => format!("{polls} times "),
            None => String::new(),
        };
        lint::fire(
            waker.listener(),
            Lint::Futurelock,
            Events::of(self.future.future),
            self.state,
            format_args!(
                "it was woken while it waited for `{}`, but has not been polled since: \
                 `{}`, future {}, has been polled {polls}without polling it, and now waits for \
                 `{}` at {}",
                machine.states()[usize::from(self.state)].awaiting,
                sites::of(owner.machine).path,
                owner.id,
                waits.awaiting,
                waits.location,
            ),
            "poll it on, drop it before waiting for something else, or spawn it as a task of its \
             own: `select!` does not poll what it has by reference while one of its arms awaits, \
             nor does a stream poll what it buffers while its consumer does",
        );
    }
}
