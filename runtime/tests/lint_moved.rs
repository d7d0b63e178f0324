//! `moved-after-pin` and `polled-after-end`.

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};

use support::{panics, pending, poll, record};
use visualize_future::{Visualized, rt};

fn waits() -> Visualized<impl rt::Body<Output = ()>> {
    machine!(waits, ["Suspend0", "pending(2)", 20;], async {
        rt::mark(3, pending(2)).await;
    })
}

#[test]
fn fires_when_moved_while_pinned() {
    let (_, recorder) = record(|_| {
        let mut here = waits();
        // SAFETY: unsound in general, and just what the lint is for. Nothing in this future
        // points into it.
        assert!(poll(unsafe { Pin::new_unchecked(&mut here) }).is_pending());
        let mut there = Box::new(here);
        // SAFETY: as above.
        assert!(poll(unsafe { Pin::new_unchecked(&mut *there) }).is_pending());
    });
    let lint = recorder.event("lint");
    assert_eq!(lint.get("lint"), "moved-after-pin");
    assert_eq!(lint.get("state"), "Suspend0");
    assert_eq!(lint.number("line"), 20);
    let polls = recorder.events("poll");
    for poll in &polls {
        let address = format!("{:#x}", poll.number("addr"));
        assert!(lint.get("message").contains(&address), "{lint:?}");
    }
}

#[test]
fn quiet_when_moved_before_it_was_pinned() {
    let (_, recorder) = record(|_| {
        let here = waits();
        let there = Box::new(here);
        let mut future = Box::into_pin(there);
        assert!(poll(future.as_mut()).is_pending());
        let mut moved = future;
        // The box moved, what is in it did not.
        assert!(poll(moved.as_mut()).is_pending());
    });
    assert_eq!(recorder.lints(), [""; 0]);
}

#[test]
fn fires_when_polled_after_the_end() {
    let (_, recorder) = record(|_| {
        let mut future = pin!(waits());
        while poll(future.as_mut()).is_pending() {}
        assert!(catch_unwind(AssertUnwindSafe(|| poll(future.as_mut()))).is_err());
    });
    let lint = recorder.event("lint");
    assert_eq!(lint.get("lint"), "polled-after-end");
    assert!(lint.get("message").contains("returned"));
    // It ended once.
    assert_eq!(recorder.event("end").get("end"), "Returned");
}

#[test]
fn fires_when_polled_after_a_panic() {
    let (_, recorder) = record(|_| {
        let mut future = pin!(machine!(fails, [], async { panics().await }));
        assert!(poll(future.as_mut()).is_pending());
        for _ in 0..2 {
            assert!(catch_unwind(AssertUnwindSafe(|| poll(future.as_mut()))).is_err());
        }
    });
    assert_eq!(recorder.lints(), ["polled-after-end"]);
    assert!(recorder.event("lint").get("message").contains("panicked"));
    assert_eq!(recorder.event("end").get("end"), "Panicked");
}

#[test]
fn quiet_when_dropped_after_the_end() {
    let (_, recorder) = record(|_| {
        let mut future = Box::pin(waits());
        while poll(future.as_mut()).is_pending() {}
        drop(future);
    });
    assert_eq!(recorder.lints(), [""; 0]);
    assert_eq!(recorder.events("end").len(), 1);
}
