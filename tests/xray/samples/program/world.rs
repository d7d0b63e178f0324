//! What the samples share.

use std::future::Future;
use std::hint::black_box;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// A future of a sample, without what it returns.
pub type Sample = Pin<Box<dyn Future<Output = ()>>>;

/// The futures of a module.
pub type List = Vec<Sample>;

/// Boxes a future. What it returns is shown to the optimiser as if it were used.
pub fn sample<F: Future + 'static>(future: F) -> Sample {
    Box::pin(async move {
        black_box(future.await);
    })
}

/// Polls a future to its end, and counts.
pub fn run(mut future: Sample) -> usize {
    let mut context = Context::from_waker(Waker::noop());
    let mut polls = 1;
    while future.as_mut().poll(&mut context).is_pending() {
        polls += 1;
    }
    polls
}

/// Is pending once, then gives a value.
pub struct Give<T> {
    value: Option<T>,
    over: bool,
}

impl<T: Unpin> Future for Give<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        if !self.over {
            self.over = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(
            self.value
                .take()
                .expect("a future is not polled after its end"),
        )
    }
}

/// Gives a value at the second poll.
pub fn give<T: Unpin>(value: T) -> Give<T> {
    Give {
        value: Some(value),
        over: false,
    }
}

/// Is pending once, and has no value.
pub fn pause() -> Give<()> {
    give(())
}

/// Has a drop that must run.
pub struct Guard(pub u16);

impl Drop for Guard {
    fn drop(&mut self) {
        black_box(self.0);
    }
}

/// Is aligned to a cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub struct Line(pub u8);

/// Is aligned more than the allocator's usual, and has no size.
#[derive(Clone, Copy)]
#[repr(align(32))]
pub struct Nothing;

/// Takes anything by reference, so that it has to lie somewhere.
pub fn look<T: ?Sized>(value: &T) -> usize {
    black_box(std::ptr::from_ref(value).cast::<u8>() as usize) & 1
}
