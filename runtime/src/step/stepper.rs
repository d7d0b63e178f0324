//! The single-step executor.

use alloc::sync::Arc;
use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use super::expect::Expect;
use super::record::Trace;
use super::wakes::Wakes;
use crate::rt::Body;
use crate::{Memory, State, Visualized};

/// How often a future may be polled by [`Stepper::run`]: one that keeps waking itself would keep
/// it for ever.
const MOST_POLLS: usize = 100_000;

/// An executor for one future, which polls it when it is told to.
///
/// It takes any future; of those of annotated functions, and of those inside of them, it records
/// the trace, whatever `RUST_LOG` and the program's own subscriber say. While it polls or drops
/// the future, the thread's subscriber is the stepper's own, so that what the future logs stands
/// in the [timeline](Self::timeline).
///
/// See the [module](super) for an example.
pub struct Stepper<F: Future> {
    future: Option<Pin<Box<F>>>,
    trace: Trace,
    wakes: Arc<Wakes>,
    /// How many wakes there had been when the last poll began.
    seen: usize,
    polls: usize,
}

impl<F: Future> Stepper<F> {
    /// Takes the future, pins it in a box, and does not poll it.
    pub fn new(future: F) -> Self {
        Stepper::with(Trace::new(true), || future)
    }

    /// Makes the future, so that its creation is recorded, too, with its arguments.
    ///
    /// ```
    /// use visualize_future::step::Stepper;
    /// use visualize_future::visualize_future;
    ///
    /// #[visualize_future]
    /// async fn double(n: u32) -> u32 {
    ///     n * 2
    /// }
    ///
    /// let mut double = Stepper::making(|| double(21));
    /// assert!(double.poll().is_ready());
    /// assert!(double.timeline().contains("n=21"));
    /// ```
    pub fn making(make: impl FnOnce() -> F) -> Self {
        Stepper::with(Trace::new(false), make)
    }

    fn with(trace: Trace, make: impl FnOnce() -> F) -> Self {
        let future = trace.during(|| Box::pin(make()));
        Stepper {
            future: Some(future),
            trace,
            wakes: Arc::default(),
            seen: 0,
            polls: 0,
        }
    }

    /// Polls once, whether or not it has been woken.
    ///
    /// # Panics
    /// If the future panics, which an `async fn`'s does also when it is polled after it has
    /// returned; and if it has been [cancelled](Self::cancel).
    #[track_caller]
    pub fn poll(&mut self) -> Poll<F::Output> {
        let Some(future) = &mut self.future else {
            panic!("the future cannot be polled: it has been cancelled");
        };
        self.seen = self.wakes.count();
        self.polls += 1;
        let waker = self.wakes.waker();
        let context = &mut Context::from_waker(&waker);
        self.trace.during(|| future.as_mut().poll(context))
    }

    /// Polls as an executor would: at first, and then for as long as it has been woken since.
    ///
    /// # Panics
    /// As [`poll`](Self::poll), and if the future wakes itself again and again, 100,000 times.
    #[track_caller]
    pub fn run(&mut self) -> Poll<F::Output> {
        for _ in 0..MOST_POLLS {
            match self.poll() {
                Poll::Pending if self.is_woken() => {}
                result => return result,
            }
        }
        panic!("the future has woken itself in each of {MOST_POLLS} polls");
    }

    /// How often the future has been woken, since it was given to the stepper.
    pub fn wakes(&self) -> usize {
        self.wakes.count()
    }

    /// Whether it has been woken since the last poll began.
    pub fn is_woken(&self) -> bool {
        self.wakes.count() > self.seen
    }

    /// How often it has been polled here.
    pub fn polls(&self) -> usize {
        self.polls
    }

    /// The waker that it is polled with.
    pub fn waker(&self) -> Waker {
        self.wakes.waker()
    }

    /// Drops the future, if it is still there.
    pub fn cancel(&mut self) {
        let future = self.future.take();
        self.trace.during(|| drop(future));
    }

    /// The future; none if it has been cancelled.
    pub fn future(&self) -> Option<Pin<&F>> {
        Some(self.future.as_ref()?.as_ref())
    }

    /// What has happened, as the terminal view shows it, without times and addresses. Instances
    /// are counted from 1.
    ///
    /// Lints that depend on the time, such as `long-poll`, are left out.
    pub fn timeline(&self) -> String {
        self.trace.log().timeline()
    }

    /// What is expected to have happened to the future, from its first poll on.
    ///
    /// # Panics
    /// If nothing has been recorded: it has neither been polled nor dropped, is no annotated
    /// function's, or the feature `off` is on.
    #[track_caller]
    pub fn expect(&self) -> Expect<'_> {
        Expect::first(self.trace.log())
    }

    /// What is expected to have happened to the first future of the function of that name, inside
    /// of this one.
    ///
    /// # Panics
    /// If there is none.
    #[track_caller]
    pub fn expect_of(&self, function: &str) -> Expect<'_> {
        Expect::of(self.trace.log(), function)
    }
}

impl<B: Body> Stepper<Visualized<B>> {
    /// The state in which the future is.
    ///
    /// # Panics
    /// If it has been [cancelled](Self::cancel).
    #[track_caller]
    pub fn state(&self) -> &'static State {
        self.present().state()
    }

    /// What the future holds now.
    ///
    /// # Panics
    /// As [`state`](Self::state).
    #[track_caller]
    pub fn memory(&self) -> Memory {
        self.present().memory()
    }

    #[track_caller]
    fn present(&self) -> Pin<&Visualized<B>> {
        match self.future() {
            Some(future) => future,
            None => panic!("the future is not there: it has been cancelled"),
        }
    }
}

impl<F: Future> Drop for Stepper<F> {
    fn drop(&mut self) {
        self.cancel();
    }
}

impl<F: Future + fmt::Debug> fmt::Debug for Stepper<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stepper")
            .field("future", &self.future)
            .field("polls", &self.polls)
            .field("wakes", &self.wakes())
            .finish_non_exhaustive()
    }
}
