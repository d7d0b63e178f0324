//! A waker that is cloned, called and dropped on other threads while its future is polled,
//! suspended and dropped.

use alloc::sync::Arc;
use core::sync::atomic::Ordering::{Relaxed, SeqCst};
use core::task::Waker;
use std::task::Wake;

use loom::sync::Mutex;
use loom::sync::atomic::AtomicUsize;
use loom::thread;
use tracing::Span;

use crate::Machine;
use crate::watch::LISTENING;
use crate::watch::status::{Status, WokenBy};
use crate::watch::thread::Polled;
use crate::watch::waker::{Inner, Tracked};

loom::lazy_static! {
    static ref SUSPECTS: Mutex<Vec<(u16, usize)>> = Mutex::new(Vec::new());
    static ref WOKEN: AtomicUsize = AtomicUsize::new(0);
}

/// Stands for [`lost::suspect`](crate::watch::lost::suspect): remembers.
pub(in crate::watch) fn suspect(_: &Arc<Inner>, state: u16, polls: usize) {
    SUSPECTS.lock().unwrap().push((state, polls));
}

/// The executor's waker.
struct Counts;

impl Wake for Counts {
    fn wake(self: Arc<Self>) {
        WOKEN.fetch_add(1, SeqCst);
    }
}

#[crate::visualize_future]
async fn waits() {
    core::future::pending::<()>().await;
}

fn machine() -> &'static Machine {
    // Nobody listens, and nobody is to find out.
    LISTENING.store(0, Relaxed);
    waits().machine()
}

pub(super) fn tracked() -> Tracked {
    let status = Status::new(Polled {
        id: 1,
        machine: machine(),
    });
    Tracked::new(Waker::from(Arc::new(Counts)), status, &Span::none())
}

/// A poll begins: who has woken the future, and how often.
fn polled(tracked: &Tracked) -> Option<(WokenBy, u32)> {
    tracked.status().polled(None, None)
}

/// The waker as the future would clone it in a poll.
pub(super) fn cloned(tracked: &Tracked) -> Waker {
    tracked.waker().clone()
}

/// When all is quiet: if nobody can wake the future, it has been reported as it is.
fn check(tracked: &Tracked) {
    if let Some(stuck) = tracked.inner().stuck() {
        assert!(SUSPECTS.lock().unwrap().contains(&stuck));
    }
}

#[test]
fn the_last_clone_is_dropped_while_the_poll_ends() {
    loom::model(|| {
        let tracked = tracked();
        assert!(polled(&tracked).is_none());
        let clone = cloned(&tracked);
        let other = thread::spawn(move || drop(clone));
        tracked.suspended(3, false);
        other.join().unwrap();
        assert_eq!(tracked.inner().stuck(), Some((3, 1)));
        check(&tracked);
    });
}

#[test]
fn two_threads_drop_the_last_clones() {
    loom::model(|| {
        let tracked = tracked();
        let clones = [cloned(&tracked), cloned(&tracked)];
        let others = clones.map(|clone| thread::spawn(move || drop(clone)));
        tracked.suspended(3, false);
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(tracked.inner().stuck(), Some((3, 0)));
        check(&tracked);
    });
}

#[test]
fn it_is_polled_again_while_the_last_clone_is_dropped() {
    loom::model(|| {
        let tracked = tracked();
        let clone = cloned(&tracked);
        let other = thread::spawn(move || drop(clone.clone()));
        tracked.suspended(3, false);
        polled(&tracked);
        tracked.suspended(4, false);
        other.join().unwrap();
        assert_eq!(tracked.inner().stuck(), Some((4, 1)));
        check(&tracked);
    });
}

#[test]
fn a_wake_is_neither_lost_nor_taken_for_a_loss() {
    loom::model(|| {
        let tracked = tracked();
        polled(&tracked);
        let clone = cloned(&tracked);
        let other = thread::spawn(move || clone.wake());
        tracked.suspended(3, false);
        other.join().unwrap();
        assert!(SUSPECTS.lock().unwrap().is_empty());
        assert_eq!(tracked.inner().stuck(), None);
        assert_eq!(WOKEN.load(SeqCst), 1);
        assert_eq!(polled(&tracked).unwrap().1, 1);
        assert!(polled(&tracked).is_none());
    });
}

#[test]
fn each_wake_counts_for_one_poll() {
    loom::model(|| {
        let tracked = tracked();
        let clones = [cloned(&tracked), cloned(&tracked)];
        let others = clones.map(|clone| thread::spawn(move || clone.wake_by_ref()));
        let before = polled(&tracked).map_or(0, |(_, wakes)| wakes);
        for other in others {
            other.join().unwrap();
        }
        let after = polled(&tracked).map_or(0, |(_, wakes)| wakes);
        assert_eq!(before + after, 2);
    });
}

#[test]
fn the_future_ends_while_the_last_clone_is_dropped() {
    loom::model(|| {
        let tracked = tracked();
        let clone = cloned(&tracked);
        let other = thread::spawn(move || clone.wake());
        tracked.suspended(3, false);
        tracked.ended();
        drop(tracked);
        other.join().unwrap();
        assert_eq!(WOKEN.load(SeqCst), 1);
        assert!(SUSPECTS.lock().unwrap().is_empty());
    });
}
