//! Futures that are woken on other threads while the future that owns them is polled, and ends.

use std::time::Instant;

use loom::thread;

use super::waker::{cloned, tracked};
use crate::watch::owned::Woken;
use crate::watch::waker::Tracked;

/// Stands for [`futurelock::is_wanted`](crate::watch::futurelock::is_wanted).
pub(in crate::watch) fn is_wanted() -> bool {
    true
}

/// A poll of `tracked`, within one of `owner`, during which `poll` happens. Gives those that had
/// been woken before.
fn poll(tracked: &Tracked, owner: Option<&Tracked>, poll: impl FnOnce()) -> Vec<Woken> {
    let owner = owner.map(Tracked::status);
    tracked.status().polled(owner, Some(Instant::now()));
    poll();
    tracked.suspended(3, false).woken_before
}

#[test]
fn each_wake_is_told_to_the_owner_once() {
    loom::model(|| {
        let (owner, owned) = (tracked(), tracked());
        poll(&owner, None, || drop(poll(&owned, Some(&owner), || {})));
        let waker = cloned(&owned);
        let other = thread::spawn(move || waker.wake());
        let mut woken = poll(&owner, None, || {});
        other.join().unwrap();
        woken.extend(poll(&owner, None, || {}));
        assert_eq!(woken.len(), 1);
        assert_eq!(woken[0].passed_over(), Some(3));
    });
}

#[test]
fn a_wake_during_its_own_poll_is_told_too() {
    loom::model(|| {
        let (owner, owned) = (tracked(), tracked());
        let waker = cloned(&owned);
        let other = thread::spawn(move || waker.wake());
        let mut woken = poll(&owner, None, || drop(poll(&owned, Some(&owner), || {})));
        other.join().unwrap();
        woken.extend(poll(&owner, None, || {}));
        // If the wake came before the first poll, that has taken it.
        let expected = usize::from(owned.status().passed_over(1).is_some());
        assert_eq!(woken.len(), expected);
    });
}

#[test]
fn what_is_polled_after_the_wake_has_not_been_passed_over() {
    loom::model(|| {
        let (owner, owned) = (tracked(), tracked());
        let both = || poll(&owner, None, || drop(poll(&owned, Some(&owner), || {})));
        let mut woken = both();
        let waker = cloned(&owned);
        let other = thread::spawn(move || waker.wake());
        woken.extend(both());
        other.join().unwrap();
        woken.extend(both());
        woken.extend(poll(&owner, None, || {}));
        assert!(woken.iter().all(|woken| woken.passed_over().is_none()));
    });
}

#[test]
fn the_one_around_is_told_when_the_owner_ends() {
    loom::model(|| {
        let (outer, owner, owned) = (tracked(), tracked(), tracked());
        poll(&outer, None, || {
            poll(&owner, Some(&outer), || {
                poll(&owned, Some(&owner), || {});
            });
        });
        let waker = cloned(&owned);
        let other = thread::spawn(move || waker.wake());
        let mut woken = Vec::new();
        woken.extend(poll(&outer, None, || ()));
        woken.extend(owner.ended());
        drop(owner);
        other.join().unwrap();
        woken.extend(poll(&outer, None, || {}));
        assert_eq!(woken.len(), 1);
        let (_, living) = woken[0].with_owner().unwrap();
        assert!(core::ptr::eq(&*living, &**outer.status()));
    });
}

#[test]
fn a_crowded_list_loses_nobody() {
    loom::model(|| {
        let (owner, first, second) = (tracked(), tracked(), tracked());
        poll(&owner, None, || {
            poll(&first, Some(&owner), || {});
            poll(&second, Some(&owner), || {});
        });
        let wakers = [cloned(&first), cloned(&second)];
        let others = wakers.map(|waker| thread::spawn(move || waker.wake()));
        let mut woken = poll(&owner, None, || {});
        for other in others {
            other.join().unwrap();
        }
        woken.extend(poll(&owner, None, || {}));
        assert_eq!(woken.len(), 2);
    });
}

#[test]
fn a_long_poll_does_not_fill_the_list() {
    loom::model(|| {
        let (owner, owned) = (tracked(), tracked());
        poll(&owner, None, || {
            for _ in 0..5 {
                poll(&owned, Some(&owner), || {});
                cloned(&owned).wake();
            }
        });
        let woken = owner.ended();
        assert!(woken.len() <= 2);
        assert!(woken.last().unwrap().passed_over().is_some());
    });
}
