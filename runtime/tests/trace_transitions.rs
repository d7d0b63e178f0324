//! Polls and transitions.

mod support;

use std::pin::pin;

use support::{pending, poll, record};
use tracing::Level;
use visualize_future::{Visualized, rt};

fn waits() -> Visualized<impl rt::Body<Output = ()>> {
    machine!(waits, ["Suspend0", "first()", 20; "Suspend1", "second()", 21;], async {
        rt::mark(3, pending(2)).await;
        tracing::info!("between");
        rt::mark(4, pending(1)).await;
    })
}

#[test]
fn each_transition_names_its_await() {
    let (_, recorder) = record(|_| {
        let mut future = pin!(waits());
        while poll(future.as_mut()).is_pending() {}
    });
    let seen: Vec<_> = recorder
        .events("transition")
        .iter()
        .map(|entry| {
            assert_eq!(entry.level, Level::DEBUG);
            assert_eq!(entry.get("file"), file!());
            assert_eq!(entry.file, Some(file!()));
            let line = entry.number("line");
            assert_eq!(entry.line, Some(u32::try_from(line).unwrap()));
            format!(
                "{} -> {} {}:{} {}",
                entry.get("from"),
                entry.get("to"),
                line,
                entry.get("column"),
                entry.get("awaiting"),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            "Unresumed -> Suspend0 20:9 first()",
            "Suspend0 -> Suspend1 21:9 second()",
            "Suspend1 -> Returned 10:4 ",
        ]
    );
}

#[test]
fn events_come_in_order_inside_the_span() {
    let (id, recorder) = record(|_| {
        let mut future = pin!(waits());
        while poll(future.as_mut()).is_pending() {}
        future.id().unwrap().to_string()
    });
    assert_eq!(
        recorder.names(),
        [
            "poll",
            "transition",
            "polled", // to Suspend0
            "poll",
            "polled", // still there
            "poll",
            "user",
            "transition",
            "polled",
            "poll",
            "transition",
            "polled",
            "end",
        ]
    );
    for entry in recorder.all() {
        if entry.what == support::What::Event {
            assert_eq!(entry.span.as_ref(), Some(&id), "{entry:?}");
        }
    }
}

#[test]
fn polls_are_counted_and_located() {
    let ((address, id), recorder) = record(|_| {
        let mut future = pin!(waits());
        while poll(future.as_mut()).is_pending() {}
        (future.address(), future.id().unwrap())
    });
    let polls = recorder.events("poll");
    assert_eq!(polls.len(), 4);
    for (index, entry) in polls.iter().enumerate() {
        assert_eq!(entry.level, Level::TRACE);
        assert_eq!(entry.number("poll"), index as u64 + 1);
        assert_eq!(entry.number("addr"), address as u64);
        assert_eq!(entry.number("future"), id);
        assert_eq!(entry.get("thread"), std::thread::current().name().unwrap());
        assert!(entry.number("thread_id") > 0);
    }
    let states: Vec<_> = polls.iter().map(|entry| entry.get("state")).collect();
    assert_eq!(states, ["Unresumed", "Suspend0", "Suspend0", "Suspend1"]);
    let polled = recorder.events("polled");
    let results: Vec<_> = polled.iter().map(|entry| entry.get("result")).collect();
    assert_eq!(results, ["Pending", "Pending", "Pending", "Ready"]);
    let states: Vec<_> = polled.iter().map(|entry| entry.get("state")).collect();
    assert_eq!(states, ["Suspend0", "Suspend0", "Suspend1", "Returned"]);
}

#[test]
fn dwell_is_the_time_between_transitions() {
    let start = std::time::Instant::now();
    let (_, recorder) = record(|_| {
        let mut future = pin!(waits());
        while poll(future.as_mut()).is_pending() {}
    });
    let lived = u64::try_from(start.elapsed().as_nanos()).unwrap();
    let dwells: u64 = recorder
        .events("transition")
        .iter()
        .map(|entry| entry.number("dwell_ns"))
        .sum();
    let busy = recorder.event("end").number("busy_ns");
    assert!(
        dwells >= busy,
        "the states together last from creation to end"
    );
    assert!(dwells <= lived);
}
