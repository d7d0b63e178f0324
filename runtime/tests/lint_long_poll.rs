//! `long-poll`, and what denying does.
//!
//! One test: the limit is one for the process.

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::time::Duration;

use support::{pending, poll, record};
use tracing::Level;
use visualize_future::lints::{self, Lint};
use visualize_future::{Visualized, rt};

fn waits() -> Visualized<impl rt::Body<Output = ()>> {
    machine!(waits, ["Suspend0", "pending(1)", 20;], async {
        rt::mark(3, pending(1)).await;
    })
}

fn outer() -> Visualized<impl rt::Body<Output = ()>> {
    machine!(outer, ["Suspend0", "waits()", 30;], async {
        rt::mark(3, waits()).await;
    })
}

#[test]
fn long_poll() {
    assert_eq!(lints::long_poll(), Duration::from_millis(1));

    drop(support::Recorder::default());
    // No poll is shorter than nothing at all.
    lints::set_long_poll(Duration::ZERO);
    let (_, recorder) = record(|_| {
        let mut future = pin!(waits());
        while poll(future.as_mut()).is_pending() {}
    });
    let fired = recorder.events("lint");
    assert_eq!(recorder.lints(), ["long-poll", "long-poll"]);
    let message = fired[0].get("message");
    assert!(
        message.contains("from `Unresumed` to `Suspend0`"),
        "{message}"
    );
    let message = fired[1].get("message");
    assert!(
        message.contains("from `Suspend0` to `Returned`"),
        "{message}"
    );
    assert_eq!(fired[1].number("line"), 20);

    // Of nested futures, the innermost is to blame.
    let (_, recorder) = record(|_| assert!(poll(pin!(outer())).is_pending()));
    let blamed: Vec<_> = recorder
        .events("lint")
        .iter()
        .map(|lint| lint.span_name.unwrap())
        .collect();
    assert_eq!(blamed, ["waits"]);

    // A denied lint panics once the poll is over, and what it did stands.
    lints::set(Lint::LongPoll, lints::Level::Deny);
    let (_, recorder) = record(|_| {
        let mut future = pin!(waits());
        let panic = catch_unwind(AssertUnwindSafe(|| poll(future.as_mut()))).unwrap_err();
        let message = panic.downcast_ref::<String>().unwrap();
        assert!(
            message.starts_with("denied lint `long-poll`: "),
            "{message}"
        );
        assert!(message.contains("lint_long_poll::waits"), "{message}");
        assert_eq!(future.state().name, "Suspend0");
    });
    assert_eq!(recorder.event("lint").level, Level::ERROR);
    // Without any subscriber as well.
    let mut future = pin!(waits());
    assert!(catch_unwind(AssertUnwindSafe(|| poll(future.as_mut()))).is_err());

    lints::set(Lint::LongPoll, lints::Level::Allow);
    let (_, recorder) = record(|_| assert!(poll(pin!(waits())).is_pending()));
    assert_eq!(recorder.lints(), [""; 0]);

    // No poll is as long as that.
    lints::set(Lint::LongPoll, lints::Level::Warn);
    lints::set_long_poll(Duration::MAX);
    let (_, recorder) = record(|_| assert!(poll(pin!(waits())).is_pending()));
    assert_eq!(recorder.lints(), [""; 0]);
}
