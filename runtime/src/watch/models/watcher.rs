//! Suspects that are added on several threads, and the thread that looks at them.

use core::sync::atomic::Ordering::SeqCst;
use std::time::{Duration, Instant};

use loom::sync::atomic::AtomicUsize;
use loom::thread;

use crate::watch::watcher::{Due, Watcher};

loom::lazy_static! {
    static ref EXAMINED: AtomicUsize = AtomicUsize::new(0);
    static ref EXAMINING: AtomicUsize = AtomicUsize::new(0);
}

/// A suspect.
struct Toy {
    due: Instant,
    /// Whether looking at it panics.
    panics: bool,
}

impl Toy {
    fn now() -> Toy {
        Toy {
            due: Instant::now(),
            panics: false,
        }
    }

    fn later() -> Toy {
        Toy {
            due: Instant::now() + Duration::from_secs(3600),
            panics: false,
        }
    }
}

impl Due for Toy {
    fn due(&self) -> Option<Instant> {
        Some(self.due)
    }
}

/// Looks at them, and is done with them.
fn examine(toys: Vec<Toy>, _: Instant) -> Vec<Toy> {
    assert_eq!(EXAMINING.fetch_add(1, SeqCst), 0, "two look at once");
    EXAMINED.fetch_add(toys.len(), SeqCst);
    EXAMINING.fetch_sub(1, SeqCst);
    if toys.iter().any(|toy| toy.panics) {
        std::panic::resume_unwind(Box::new(()));
    }
    Vec::new()
}

fn watcher() -> &'static Watcher<Toy> {
    Box::leak(Box::new(Watcher::new()))
}

/// Waits until so many have been looked at; loom gives up if that does not come.
fn wait_for(many: usize) {
    while EXAMINED.load(SeqCst) < many {
        thread::yield_now();
    }
}

#[test]
fn each_is_looked_at() {
    loom::model(|| {
        let watcher = watcher();
        let other = thread::spawn(|| watcher.add([Toy::now()], examine));
        watcher.add([Toy::now()], examine);
        other.join().unwrap();
        wait_for(2);
    });
}

#[test]
fn one_that_is_due_earlier_wakes_the_thread() {
    loom::model(|| {
        let watcher = watcher();
        // loom's clock stands still: only the next one ends the wait.
        watcher.add([Toy::later()], examine);
        watcher.add([Toy::now()], examine);
        wait_for(2);
    });
}

#[test]
fn a_crowd_is_looked_at_before_it_is_due() {
    loom::model(|| {
        let watcher = watcher();
        watcher.add([Toy::later(), Toy::later()], examine);
        watcher.add([Toy::later()], examine);
        wait_for(3);
    });
}

#[test]
fn a_panic_does_not_end_the_watch() {
    loom::model(|| {
        let watcher = watcher();
        let fatal = Toy {
            panics: true,
            ..Toy::now()
        };
        watcher.add([fatal], examine);
        wait_for(1);
        watcher.add([Toy::now()], examine);
        wait_for(2);
    });
}
