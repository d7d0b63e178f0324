//! `never-polled`.

mod support;

use std::panic::catch_unwind;

use support::{pending, poll, record};
use tracing::Level;
use visualize_future::{Visualized, rt};

fn waits() -> Visualized<impl rt::Body<Output = ()>> {
    machine!(waits, [], async { pending(1).await })
}

#[test]
fn fires_when_dropped_unpolled() {
    let (_, recorder) = record(|_| drop(waits()));
    let lint = recorder.event("lint");
    assert_eq!(lint.get("lint"), "never-polled");
    assert_eq!(lint.level, Level::WARN);
    assert_eq!(lint.get("state"), "Unresumed");
    assert_eq!(lint.number("line"), 10);
    assert_eq!(lint.get("machine"), "lint_never_polled::waits");
    assert!(lint.get("help").contains(".await"));
    assert_eq!(lint.span.as_deref(), Some(lint.get("future")));
}

#[test]
fn quiet_when_polled_once() {
    let (_, recorder) = record(|_| {
        let mut future = Box::pin(waits());
        assert!(poll(future.as_mut()).is_pending());
    });
    assert_eq!(recorder.lints(), [""; 0]);
}

#[test]
fn quiet_when_a_panic_drops_it() {
    let (_, recorder) = record(|_| {
        let unwound = catch_unwind(|| {
            let _future = waits();
            panic!("as the test wants it");
        });
        assert!(unwound.is_err());
    });
    assert_eq!(recorder.event("end").get("end"), "NeverPolled");
    assert_eq!(recorder.lints(), [""; 0]);
}
