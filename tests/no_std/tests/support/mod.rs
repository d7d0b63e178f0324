//! What the tests share, of which not each needs all.
#![allow(dead_code)]

use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// The promise of `unsafe-single-thread`: one thread polls, while it holds this.
pub(crate) fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One poll.
pub(crate) fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Polls until it is done; answers with the output and the number of polls.
pub(crate) fn run<F: Future>(mut future: Pin<&mut F>) -> (F::Output, usize) {
    for polls in 1.. {
        if let Poll::Ready(output) = poll(future.as_mut()) {
            return (output, polls);
        }
    }
    unreachable!("it counts for ever")
}
