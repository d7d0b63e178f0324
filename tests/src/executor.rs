//! An executor that counts.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::task::{Context, Poll, Wake, Waker};

/// Counts the wakes that it gets.
#[derive(Debug, Default)]
pub struct CountingWaker(AtomicUsize);

impl Wake for CountingWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.fetch_add(1, SeqCst);
    }
}

/// Polls one future by hand.
#[derive(Debug)]
pub struct Stepper<F: ?Sized> {
    counter: Arc<CountingWaker>,
    polls: usize,
    future: Pin<Box<F>>,
}

impl<F: Future + ?Sized> Stepper<F> {
    /// Takes a future that has not been polled yet.
    pub fn new(future: Pin<Box<F>>) -> Self {
        Stepper {
            counter: Arc::default(),
            polls: 0,
            future,
        }
    }

    /// Polls once.
    pub fn poll(&mut self) -> Poll<F::Output> {
        self.polls += 1;
        let waker = Waker::from(Arc::clone(&self.counter));
        self.future.as_mut().poll(&mut Context::from_waker(&waker))
    }

    /// Polls until it is ready, as an executor would: again only after a wake.
    ///
    /// # Panics
    /// If it is pending and nobody woke it.
    pub fn finish(&mut self) -> F::Output {
        loop {
            let wakes = self.wakes();
            if let Poll::Ready(output) = self.poll() {
                return output;
            }
            assert_ne!(wakes, self.wakes(), "pending, and nobody will wake it");
        }
    }

    /// How often it was polled.
    pub fn polls(&self) -> usize {
        self.polls
    }

    /// How often it was woken.
    pub fn wakes(&self) -> usize {
        self.counter.0.load(SeqCst)
    }

    /// The future.
    pub fn future(&self) -> Pin<&F> {
        self.future.as_ref()
    }
}

/// Runs a future to its end on this thread.
pub fn block_on<F: Future>(future: F) -> F::Output {
    Stepper::new(Box::pin(future)).finish()
}
