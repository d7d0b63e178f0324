//! Futures written by hand that the service awaits, and values that misbehave when dropped.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use crate::faults::{self, Fault};
use crate::{expected, wakers};

/// Pending that often, having woken itself in its poll.
pub(crate) struct Yields(pub(crate) u32);

impl Future for Yields {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 == 0 {
            return Poll::Ready(());
        }
        self.0 -= 1;
        cx.waker().wake_by_ref();
        faults::count(Fault::WokenInPoll);
        Poll::Pending
    }
}

/// Pending once; its waker is kept for as long as it pleases, and called from another thread.
#[derive(Default)]
pub(crate) struct Keeps {
    kept: bool,
}

impl Future for Keeps {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.kept, true) {
            return Poll::Ready(());
        }
        wakers::keep(cx.waker());
        // Whoever keeps it may be slow, but the service is not to wait for that.
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Pending until it is polled by somebody else: nobody has its waker, as it takes none.
pub(crate) struct Lost;

impl Future for Lost {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        Poll::Pending
    }
}

/// Gives the waker with which it is polled.
pub(crate) struct Own;

impl Future for Own {
    type Output = Waker;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Waker> {
        Poll::Ready(cx.waker().clone())
    }
}

/// Calls a waker when it is dropped.
pub(crate) struct WakesInDrop(pub(crate) Waker);

impl Drop for WakesInDrop {
    fn drop(&mut self) {
        self.0.wake_by_ref();
        faults::count(Fault::WokenInDrop);
    }
}

/// A future whose drop does not panic, whatever happens in it.
///
/// `FuturesUnordered` leaks the other futures when the drop of one panics.
pub(crate) struct Quiet<F>(Option<Pin<Box<F>>>);

impl<F> Quiet<F> {
    pub(crate) fn new(future: F) -> Self {
        Quiet(Some(Box::pin(future)))
    }
}

impl<F: Future> Future for Quiet<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let future = self.0.as_mut().expect("it is there until it is dropped");
        future.as_mut().poll(cx)
    }
}

impl<F> Drop for Quiet<F> {
    fn drop(&mut self) {
        let future = self.0.take();
        drop(catch_unwind(AssertUnwindSafe(|| drop(future))));
    }
}

/// Panics when it is dropped, unless that would end the program.
pub(crate) struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            faults::count(Fault::DropPanicked);
            expected::panic();
        }
    }
}
