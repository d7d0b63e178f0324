//! Snapshots in the trace.

use std::pin::pin;

use tracing::Level;
use visualize_future::xray::Probe;
use visualize_future::{visualize_future, vocabulary};

#[path = "../../../runtime/tests/support/mod.rs"]
mod support;

use support::{Entry, pending, poll, record};

#[visualize_future(xray, lowering = "explicit", target = "elsewhere")]
async fn explicit(number: u32) -> u32 {
    let text = format!("number {number}");
    pending(1).await; // @explicit
    drop(text);
    number
}

#[visualize_future(xray, lowering = "compiler")]
async fn compiler(number: u32) -> u32 {
    let text = format!("number {number}");
    pending(1).await; // @compiler
    drop(text);
    number
}

#[visualize_future]
async fn without(number: u32) -> u32 {
    pending(1).await;
    number
}

async fn plain(number: u32) -> u32 {
    let text = format!("number {number}");
    pending(1).await; // @plain
    drop(text);
    number
}

/// The line with that comment.
fn line_of(mark: &str) -> u32 {
    let mark = format!("// @{mark}");
    let mut lines = include_str!("events.rs").lines().zip(1..);
    lines.find(|(line, _)| line.ends_with(&mark)).unwrap().1
}

fn fields(event: &Entry) -> Vec<&str> {
    event.fields.keys().copied().collect()
}

#[test]
fn of_annotated_functions() {
    let (ids, recorder) = record(|_| {
        let mut first = pin!(explicit(5));
        assert!(poll(first.as_mut()).is_pending());
        assert!(poll(first.as_mut()).is_ready());
        let mut second = pin!(compiler(5));
        assert!(poll(second.as_mut()).is_pending());
        assert!(poll(second.as_mut()).is_ready());
        [first.id().unwrap(), second.id().unwrap()]
    });
    let order = [
        "poll",
        "transition",
        "snapshot",
        "polled",
        "poll",
        "transition",
        "polled",
        "end",
    ];
    assert_eq!(recorder.names(), [order, order].concat());
    let events = recorder.events("snapshot");
    let names = ["explicit", "compiler"];
    for ((event, id), name) in events.iter().zip(ids).zip(names) {
        let line = line_of(name);
        let expected = [
            "awaiting", "column", "file", "future", "line", "machine", "message", "poll", "size",
            "state", "tree",
        ];
        assert_eq!(fields(event), expected);
        assert_eq!(event.level, Level::TRACE);
        assert_eq!(event.get("message"), "snapshot");
        assert_eq!(event.number("future"), id);
        assert_eq!(event.get("machine"), format!("events::{name}"));
        assert_eq!(event.number("poll"), 1);
        assert_eq!(event.get("state"), "Suspend0");
        assert_eq!(event.get("awaiting"), "pending(1)");
        assert_eq!((event.get("file"), event.get("column")), (file!(), "16"));
        assert_eq!(event.number("line"), u64::from(line));
        assert_eq!((event.file, event.line), (Some(file!()), Some(line)));
        let tree = event.get("tree");
        assert!(tree.contains(&format!("async fn {name}")), "{tree}");
        assert!(
            tree.contains("text: String") && tree.contains("\"number 5\""),
            "{tree}"
        );
        assert!(tree.contains(": async fn pending"), "{tree}");
        assert!(!tree.ends_with('\n'));
        // It stands in the span of its future.
        assert_eq!(event.span.as_deref(), Some(id.to_string().as_str()));
    }
    assert_eq!(events[0].target, "elsewhere");
    assert_eq!(events[1].target, vocabulary::TARGET);
}

#[test]
fn of_a_probe() {
    let ((id, size), recorder) = record(|_| {
        let mut future = pin!(Probe::new(plain(5)));
        assert!(poll(future.as_mut()).is_pending());
        assert!(poll(future.as_mut()).is_ready());
        (future.id().unwrap(), size_of_val(future.get_ref()))
    });
    assert_eq!(recorder.names(), ["snapshot"]);
    let event = recorder.event("snapshot");
    let expected = [
        "awaiting", "file", "future", "line", "message", "poll", "probe", "size", "state", "tree",
    ];
    assert_eq!(fields(&event), expected);
    assert_eq!(
        (event.level, event.target),
        (Level::TRACE, vocabulary::TARGET)
    );
    assert_eq!(event.number("future"), id);
    assert_eq!(event.number("size"), size as u64);
    assert_eq!(event.get("awaiting"), "async fn pending");
    assert_eq!(event.get("state"), "Suspend0");
    assert!(event.get("file").ends_with("tests/events.rs"), "{event:?}");
    assert_eq!(event.number("line"), u64::from(line_of("plain")));
    assert!(event.get("probe").starts_with(&format!("{}:", file!())));
    assert!(
        event.get("tree").starts_with("async fn plain "),
        "{event:?}"
    );
}

/// A function that has not asked for it is left alone, whatever is listened to.
#[test]
fn not_of_others() {
    let ((), recorder) = record(|_| {
        let mut future = pin!(without(5));
        assert!(poll(future.as_mut()).is_pending());
        assert!(poll(future.as_mut()).is_ready());
    });
    assert!(!recorder.names().is_empty());
    assert!(recorder.events("snapshot").is_empty());
}
