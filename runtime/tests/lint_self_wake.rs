//! `self-wake`.

mod support;

use std::pin::pin;

use support::{Signal, poll, record, wakes_itself};
use visualize_future::lints;

fn lints_of(future: impl Future) -> Vec<String> {
    let (_, recorder) = record(|_| {
        let mut future = pin!(future);
        while poll(future.as_mut()).is_pending() {}
    });
    recorder.lints()
}

fn circles(times: u32) -> impl Future {
    machine!(circles, ["Suspend0", "wakes_itself()", 20;], async move {
        rt::mark(3, wakes_itself(times)).await;
    })
}

#[test]
fn fires_once_when_it_runs_in_circles() {
    let limit = lints::self_wakes();
    assert_eq!(lints_of(circles(limit)), ["self-wake"]);
    assert_eq!(lints_of(circles(limit * 3)), ["self-wake"]);
}

#[test]
fn quiet_when_it_yields_a_few_times() {
    assert_eq!(lints_of(circles(lints::self_wakes() - 1)), [""; 0]);
}

#[test]
fn quiet_when_something_else_wakes_it_in_between() {
    let limit = lints::self_wakes();
    let signal = Signal::default();
    let waits = signal.clone();
    let mut future = Box::pin(machine!(mixed, [], async move {
        wakes_itself(limit - 1).await;
        waits.wait().await;
        wakes_itself(limit - 1).await;
    }));
    let (_, recorder) = record(|_| {
        for _ in 0..limit {
            assert!(poll(future.as_mut()).is_pending());
        }
        signal.set();
        while poll(future.as_mut()).is_pending() {}
    });
    assert_eq!(recorder.lints(), [""; 0]);
}

#[test]
fn the_parent_of_one_that_does_is_not_blamed() {
    let limit = lints::self_wakes();
    let (_, recorder) = record(|_| {
        let mut future = pin!(
            machine!(parent, ["Suspend0", "circles()", 30;], async move {
                rt::mark(3, circles(limit)).await;
            })
        );
        while poll(future.as_mut()).is_pending() {}
    });
    let fired = recorder.event("lint");
    assert_eq!(fired.span_name, Some("circles"));
}
