use std::future::pending;

use visualize_future::visualize_future;

use super::drawn;
use crate::{compute, minutes};

#[visualize_future]
async fn waits(time: u64) {
    minutes(time).await;
}

#[visualize_future]
async fn forever() {
    pending::<()>().await;
}

#[visualize_future]
async fn computes(time: u64, what: &str) {
    compute(time);
    minutes(what.len() as u64).await;
}

#[test]
fn a_future_that_waits() {
    let ((), text) = drawn(async || waits(2).await);
    assert_eq!(text, "minutes   0     1     2\nwaits(2)  █───────────✓\n");
}

#[test]
fn one_that_computes_and_then_waits() {
    let ((), text) = drawn(async || computes(1, "x").await);
    let expected = "\
minutes           0     1     2
computes(1, \"x\")  █▓▓▓▓▓▓─────✓
";
    assert_eq!(text, expected);
}

#[test]
fn one_that_is_dropped_and_one_that_never_ends() {
    let ((), text) = drawn(async || {
        tokio::spawn(forever());
        tokio::select! {
            () = waits(2) => {}
            () = waits(1) => {}
        }
    });
    let expected = "\
minutes    0     1
forever()  █──────
waits(2)   █─────✗
waits(1)   █─────✓
";
    assert_eq!(text, expected);
}

#[test]
fn one_that_is_never_polled() {
    let ((), text) = drawn(async || drop(forever()));
    assert_eq!(text, "minutes    0\nforever()  ✗\n");
}
