//! What the functions wait for.

use core::pin::Pin;
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};
use core::task::{Context, Poll};

/// Is pending so often, and wakes itself each time.
#[derive(Debug)]
#[must_use = "it is to be awaited"]
pub struct Pends(pub u8);

impl Future for Pends {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match self.0.checked_sub(1) {
            None => Poll::Ready(()),
            Some(left) => {
                self.0 = left;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }
}

/// A line that an interrupt raises. Who waits is polled again whatever happens.
#[derive(Debug, Default)]
pub struct Line(AtomicBool);

impl Line {
    /// A line that is low.
    pub const fn new() -> Self {
        Line(AtomicBool::new(false))
    }

    /// What the interrupt does.
    pub fn raise(&self) {
        self.0.store(true, Relaxed);
    }

    /// Waits until it is raised.
    pub fn raised(&self) -> impl Future<Output = ()> {
        core::future::poll_fn(|_| match self.0.load(Relaxed) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        })
    }
}
