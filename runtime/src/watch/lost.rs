//! The lint `lost-waker`: futures whose every waker is gone.
//!
//! When the last clone of a suspended future's waker is dropped, the future becomes a suspect.
//! Somebody may still poll it: a parent that is woken through another branch. So a thread of
//! ours looks again when the time that [`lints::lost_waker`] names has passed: if the future
//! has not been polled since, and no watched future around it can be woken either, the waker is
//! lost. The thread is only there while there are suspects.

use alloc::sync::{Arc, Weak};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::events::Events;
use super::lint;
use super::listening::{Category, Listening};
use super::sync::shared;
use super::waker::Inner;
use super::watcher::{Due, Watcher};
use crate::lints::{self, Lint};

/// A future whose waker may be lost.
struct Suspect {
    waker: Weak<Inner>,
    state: u16,
    /// The number of its last poll.
    polls: usize,
    due: Instant,
    /// Whether it has been told of. Until it is polled again, it still counts as lost where the
    /// others that the same future awaits are looked at.
    told: bool,
}

impl Due for Suspect {
    fn due(&self) -> Option<Instant> {
        (!self.told).then_some(self.due)
    }
}

shared! {
    static WATCHER: Watcher<Suspect> = Watcher::new();
}

/// The future is suspended in `state`, and nobody holds its waker.
pub(super) fn suspect(inner: &Arc<Inner>, state: u16, polls: usize) {
    if !lint::wanted(Lint::LostWaker) || !Listening::now().to(Category::Lints) {
        return;
    }
    let Some(due) = Instant::now().checked_add(lints::lost_waker()) else {
        return;
    };
    let suspect = Suspect {
        waker: Arc::downgrade(inner),
        state,
        polls,
        due,
        told: false,
    };
    WATCHER.add([suspect], examine);
}

/// A suspect that is still one.
struct Stuck {
    waker: Arc<Inner>,
    suspect: Suspect,
}

/// Tells of those that are due and lost; gives back those to look at again.
fn examine(suspects: Vec<Suspect>, now: Instant) -> Vec<Suspect> {
    let stuck: Vec<Stuck> = suspects
        .into_iter()
        .filter_map(|suspect| {
            let waker = suspect.waker.upgrade()?;
            let same = waker.stuck() == Some((suspect.state, suspect.polls));
            same.then_some(Stuck { waker, suspect })
        })
        .collect();
    let mut remaining = Vec::new();
    let mut lost = Vec::new();
    for one in &stuck {
        let due = one.suspect.due <= now && !one.suspect.told;
        let is_lost = due && outers(&one.waker).all(|outer| is_dead(outer, &stuck));
        if is_lost {
            lost.push(one);
        }
        remaining.push(Suspect {
            waker: one.suspect.waker.clone(),
            told: one.suspect.told || is_lost,
            due: if due {
                now + lints::lost_waker().max(core::time::Duration::from_millis(1))
            } else {
                one.suspect.due
            },
            ..one.suspect
        });
    }
    for one in lost {
        // If a subscriber panics, the others are told of all the same.
        let told = AssertUnwindSafe(|| tell(&one.waker, one.suspect.state));
        drop(catch_unwind(told));
    }
    remaining
}

/// The watched futures around this one, from the inside out.
fn outers(inner: &Inner) -> impl Iterator<Item = &Inner> {
    core::iter::successors(inner.outer(), |outer| outer.outer())
}

/// Whether only suspects hold the future's waker.
fn is_dead(inner: &Inner, stuck: &[Stuck]) -> bool {
    if stuck.iter().any(|one| core::ptr::eq(&*one.waker, inner)) {
        return true;
    }
    if inner.status.waiting(inner).is_none() {
        return false;
    }
    // The futures directly inside it on the way to a suspect: each holds one clone.
    let mut inside: Vec<&Inner> = stuck
        .iter()
        .flat_map(|one| core::iter::once(&*one.waker).chain(outers(&one.waker)))
        .filter(|child| {
            child
                .outer()
                .is_some_and(|outer| core::ptr::eq(outer, inner))
        })
        .collect();
    inside.sort_by_key(|child| core::ptr::from_ref(*child));
    inside.dedup_by_key(|child| core::ptr::from_ref(*child));
    inner.handles() == inside.len() && inside.iter().all(|child| is_dead(child, stuck))
}

fn tell(inner: &Inner, state: u16) {
    let future = inner.status.future;
    let awaiting = future.machine.states()[usize::from(state)].awaiting;
    lint::fire(
        inner.listener(),
        Lint::LostWaker,
        Events::of(future),
        state,
        format_args!(
            "it waits for `{awaiting}`, but every clone of its waker has been dropped without a \
             wake: nobody can wake it"
        ),
        "whoever returns `Poll::Pending` must keep a clone of `cx.waker()`, and wake it once \
         there is something new",
    );
}
