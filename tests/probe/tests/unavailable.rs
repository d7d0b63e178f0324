//! A program without debug info says so, instead of a snapshot.
//!
//! The test runs a copy of itself from which `strip` has removed the debug info.

use std::path::Path;
use std::pin::pin;
use std::process::Command;

use visualize_future::visualize_future;
use visualize_future::xray::{LastSnapshots, Probe, Reason};

#[path = "../../../runtime/tests/support/mod.rs"]
mod support;

use support::{pending, poll, record};

#[visualize_future(xray)]
async fn annotated() {
    pending(1).await;
}

const CHILD: &str = "VISUALIZE_FUTURE_TESTS_PROBE_CHILD";

#[test]
fn the_reason_is_told() {
    if std::env::var_os(CHILD).is_some() {
        return without_debug_info();
    }
    let myself = std::env::current_exe().unwrap();
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unavailable");
    let mut strip = Command::new("strip");
    strip.args(["--strip-debug", "-o"]).args([&copy, &myself]);
    assert!(run(&mut strip), "`strip` of binutils is needed");
    let mut child = Command::new(&copy);
    assert!(run(child.arg("the_reason_is_told").env(CHILD, "1")));
}

fn run(command: &mut Command) -> bool {
    command.status().is_ok_and(|status| status.success())
}

fn without_debug_info() {
    let last = LastSnapshots::keep();
    let ((), recorder) = record(|_| {
        let mut future = pin!(annotated());
        assert!(poll(future.as_mut()).is_pending());
        let mut probed = pin!(Probe::new(pending(1)));
        assert!(poll(probed.as_mut()).is_pending());
        for last in last.all() {
            let why = last.event.snapshot.as_ref().unwrap_err();
            assert_eq!(why.reason(), Reason::NoDebugInfo);
            assert!(
                last.to_string().contains("not available, because "),
                "{last}"
            );
        }
        assert_eq!(last.all().len(), 2);
    });
    let events = recorder.events("snapshot");
    assert_eq!(events.len(), 2);
    for event in &events {
        assert!(event.get("unavailable").contains("debug = 2"), "{event:?}");
        assert!(!event.fields.contains_key("tree"), "{event:?}");
        assert_eq!(event.number("poll"), 1);
    }
    // What the attribute knows is there all the same.
    assert_eq!(events[0].get("awaiting"), "pending(1)");
    assert!(!events[1].fields.contains_key("state"));
}
