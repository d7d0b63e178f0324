//! What the tests of the trace share: a recorder, and machines written by hand.

#![allow(dead_code, unreachable_pub, unused_imports, unused_macros)]

mod leaf;
mod machines;
mod recorder;

pub use leaf::{Flag, Signal, panics, pending, ready, wakes_itself};
pub use recorder::{Entry, Recorder, What, record};

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// One poll with a waker that does nothing.
pub fn poll<F: Future + ?Sized>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}
