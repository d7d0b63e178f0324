//! `large-future`.
//!
//! One test: the limit is one for the process.

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;

use support::{pending, poll, record};
use visualize_future::lints::{self, Lint};
use visualize_future::visualize_future;

#[visualize_future(lowering = "explicit")]
async fn large(small: u8) -> usize {
    let buffer = [0u8; 20_000];
    let other = [0u64; 1000];
    pending(1).await;
    buffer.len() + other.len() + usize::from(small)
}

#[visualize_future(lowering = "compiler")]
async fn opaque() -> usize {
    let buffer = [0u8; 20_000];
    pending(1).await;
    buffer.len()
}

#[visualize_future(lowering = "explicit")]
async fn small() -> usize {
    let buffer = [0u8; 1000];
    pending(1).await;
    buffer.len()
}

#[test]
fn large_future() {
    assert_eq!(lints::large_future(), 16 * 1024);
    let (size, recorder) = record(|_| {
        assert!(poll(pin!(large(1))).is_pending());
        // Once is enough.
        assert!(poll(pin!(large(1))).is_pending());
        assert!(poll(pin!(small())).is_pending());
        size_of_val(&large(1))
    });
    let mut fired = recorder.events("lint");
    fired.retain(|entry| entry.get("lint") == "large-future");
    assert_eq!(fired.len(), 1);
    let message = fired[0].get("message");
    let expected = format!(
        "the future has {size} bytes (limit 16384); `Suspend0` holds `buffer` of 20000 bytes, \
         `other` of 8000 bytes"
    );
    assert_eq!(message, expected);
    assert_eq!(fired[0].get("machine"), "lint_large_future::large");

    let (_, recorder) = record(|_| assert!(poll(pin!(opaque())).is_pending()));
    assert_eq!(recorder.lints(), ["large-future"]);

    // Denied, it panics in the first poll, every time, before the body runs.
    lints::set(Lint::LargeFuture, lints::Level::Deny);
    lints::set_large_future(999);
    record(|_| {
        for _ in 0..2 {
            let mut future = pin!(small());
            assert!(catch_unwind(AssertUnwindSafe(|| poll(future.as_mut()))).is_err());
            assert_eq!(future.state().name, "Unresumed");
        }
    });
    lints::set(Lint::LargeFuture, lints::Level::Warn);
}
