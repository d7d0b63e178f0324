//! What the tests of the trace share: a recorder, and machines written by hand.

#![allow(dead_code, unreachable_pub, unused_imports, unused_macros)]

mod leaf;
mod machines;
mod recorder;

pub use leaf::{Flag, Signal, panics, pending, ready, wakes_itself};
pub use recorder::{Entry, Recorder, What, record};

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

/// One poll with a waker that does nothing.
pub fn poll<F: Future + ?Sized>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Pins the future and polls it once; it is pending.
pub fn poll_once<F: Future>(future: F) -> Pin<Box<F>> {
    let mut future = Box::pin(future);
    assert!(poll(future.as_mut()).is_pending());
    future
}

/// Waits for another thread; so long that only a fault takes longer.
pub fn wait_for(done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "the thread is stuck"
        );
        thread::yield_now();
    }
}
