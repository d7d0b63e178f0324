//! The four ways in which a future ends.

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;

use support::{Entry, What, panics, pending, poll, ready, record};
use tracing::Level;
use visualize_future::vocabulary::{END, TARGET};
use visualize_future::{Visualized, rt};

fn waits() -> Visualized<impl rt::Body<Output = u32>> {
    machine!(waits, ["Suspend0", "first()", 20; "Suspend1", "second()", 21;], async {
        rt::mark(3, pending(1)).await;
        rt::mark(4, pending(1)).await;
        7
    })
}

fn end(entry: &Entry) -> (&str, &str, Option<u32>, u64) {
    (
        entry.get("end"),
        entry.get("state"),
        entry.line,
        entry.number("polls"),
    )
}

#[test]
fn returned() {
    let (_, recorder) = record(|_| {
        let mut future = pin!(waits());
        assert!(poll(future.as_mut()).is_pending());
        assert!(poll(future.as_mut()).is_pending());
        assert!(poll(future.as_mut()).is_ready());
    });
    let entry = recorder.event("end");
    assert_eq!(end(&entry), ("Returned", "Suspend1", Some(21), 3));
    assert_eq!(entry.level, Level::INFO);
    assert_eq!(entry.target, TARGET);
    assert_eq!(END, "visualize_future::end");
    assert!(entry.get("machine").ends_with("waits"), "{entry:?}");
    assert_eq!(entry.get("awaiting"), "second()");
    // Nothing follows the end but the span's own.
    let all = recorder.all();
    let at = all.iter().position(|entry| entry.name == "end").unwrap();
    let after: Vec<_> = all[at + 1..].iter().map(|entry| entry.what).collect();
    assert_eq!(after, [What::Exit, What::Close]);
}

#[test]
fn cancelled() {
    let (_, recorder) = record(|_| {
        let mut future = Box::pin(waits());
        assert!(poll(future.as_mut()).is_pending());
    });
    assert_eq!(
        end(&recorder.event("end")),
        ("Cancelled", "Suspend0", Some(20), 1)
    );
}

#[test]
fn never_polled() {
    let (_, recorder) = record(|_| drop(waits()));
    assert_eq!(
        end(&recorder.event("end")),
        ("NeverPolled", "Unresumed", Some(10), 0)
    );
}

#[test]
fn panicked() {
    let (_, recorder) = record(|_| {
        let mut future = Box::pin(machine!(fails, ["Suspend0", "panics()", 30;], async {
            rt::mark(3, panics()).await;
        }));
        assert!(poll(future.as_mut()).is_pending());
        assert!(catch_unwind(AssertUnwindSafe(|| poll(future.as_mut()))).is_err());
        assert_eq!(future.state().name, "Panicked");
    });
    let entry = recorder.event("end");
    assert_eq!(end(&entry), ("Panicked", "Suspend0", Some(30), 2));
    assert_eq!(entry.level, Level::WARN);
    let results: Vec<_> = recorder
        .events("polled")
        .iter()
        .map(|entry| entry.get("result").to_owned())
        .collect();
    assert_eq!(results, ["Pending", "Panicked"]);
}

#[test]
fn polled_in_a_place_that_has_no_mark_is_cancelled_all_the_same() {
    let (_, recorder) = record(|_| {
        let mut future = Box::pin(machine!(unmarked, [], async { pending(1).await }));
        assert!(poll(future.as_mut()).is_pending());
    });
    assert_eq!(recorder.event("end").get("end"), "Cancelled");
}

#[test]
fn ready_at_once() {
    let (_, recorder) = record(|_| {
        let mut future = pin!(machine!(quick, ["Suspend0", "ready()", 20;], async {
            rt::mark(3, ready()).await;
        }));
        assert!(poll(future.as_mut()).is_ready());
    });
    assert_eq!(
        end(&recorder.event("end")),
        ("Returned", "Unresumed", Some(10), 1)
    );
    assert_eq!(recorder.names(), ["poll", "transition", "polled", "end"]);
}

#[test]
fn busy_and_idle_together_are_no_more_than_the_life() {
    let start = std::time::Instant::now();
    let (_, recorder) = record(|_| {
        let mut future = pin!(waits());
        while poll(future.as_mut()).is_pending() {}
    });
    let lived = u64::try_from(start.elapsed().as_nanos()).unwrap();
    let entry = recorder.event("end");
    let polls: u64 = recorder
        .events("polled")
        .iter()
        .map(|entry| entry.number("busy_ns"))
        .sum();
    assert_eq!(entry.number("busy_ns"), polls);
    assert!(entry.number("busy_ns") + entry.number("idle_ns") <= lived);
}
