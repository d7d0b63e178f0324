//! Something to await that is ready when it is told to be.

use alloc::collections::VecDeque;
use alloc::sync::Arc;
use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::sync::{Mutex, MutexGuard};

/// What a future under test awaits, in the hands of the test: a server, a timer, a channel.
///
/// [`wait`](Self::wait) is the future that is awaited; it is pending until a value has been given
/// by [`ready`](Self::ready). Values that are given before anybody waits are kept, in their order.
/// Clones are the same one, so that one can go into the future under test:
///
/// ```
/// use std::task::Poll;
/// use visualize_future::step::{Scripted, Stepper};
///
/// let server = Scripted::new();
/// let mut request = Stepper::new({
///     let server = server.clone();
///     async move { server.wait().await }
/// });
/// assert_eq!(request.poll(), Poll::Pending);
/// assert_eq!(server.waiting(), 1);
///
/// server.ready("200 OK");
/// assert_eq!(request.poll(), Poll::Ready("200 OK"));
/// ```
pub struct Scripted<T> {
    shared: Arc<Mutex<Shared<T>>>,
}

struct Shared<T> {
    values: VecDeque<T>,
    /// In the order in which they came; a waker that has been called or forgotten is not there.
    waits: Vec<(u64, Option<Waker>)>,
    next: u64,
    polls: usize,
    cancelled: usize,
}

impl<T> Scripted<T> {
    /// One that nobody waits for, and that is not ready.
    pub fn new() -> Self {
        let shared = Shared {
            values: VecDeque::new(),
            waits: Vec::new(),
            next: 0,
            polls: 0,
            cancelled: 0,
        };
        Scripted {
            shared: Arc::new(Mutex::new(shared)),
        }
    }

    /// The future of the next value. Like any, it does nothing before it is polled.
    pub fn wait(&self) -> Wait<T> {
        Wait {
            shared: Arc::clone(&self.shared),
            number: None,
        }
    }

    /// Gives a value: to whoever has waited longest, who is woken, or else to the next one to wait.
    pub fn ready(&self, value: T) {
        let waker = {
            let mut shared = self.shared();
            shared.values.push_back(value);
            shared.next_waker()
        };
        wake(waker);
    }

    /// Wakes all that wait, although there is no value: a spurious wake, which any future must
    /// bear.
    pub fn wake(&self) {
        self.take_wakers().into_iter().for_each(Waker::wake);
    }

    /// Drops the wakers of all that wait, without having called them, as something that breaks the
    /// contract of [`Future::poll`] would: nobody will wake them any more.
    pub fn forget_wakers(&self) {
        drop(self.take_wakers());
    }

    /// How many futures have been polled and wait.
    pub fn waiting(&self) -> usize {
        self.shared().waits.len()
    }

    /// How often its futures have been polled.
    pub fn polls(&self) -> usize {
        self.shared().polls
    }

    /// How many of its futures were dropped while they waited.
    pub fn cancelled(&self) -> usize {
        self.shared().cancelled
    }

    /// The wakers of all that wait. They are called or dropped when nothing is locked.
    fn take_wakers(&self) -> Vec<Waker> {
        let mut shared = self.shared();
        let waits = shared.waits.iter_mut();
        waits.filter_map(|(_, waker)| waker.take()).collect()
    }

    fn shared(&self) -> MutexGuard<'_, Shared<T>> {
        lock(&self.shared)
    }
}

/// Nobody else's code is called while it is locked.
fn lock<T>(shared: &Mutex<Shared<T>>) -> MutexGuard<'_, Shared<T>> {
    shared.lock().unwrap_or_else(|poison| poison.into_inner())
}

fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}

impl<T> Shared<T> {
    /// The waker of whoever has waited longest without having been woken.
    fn next_waker(&mut self) -> Option<Waker> {
        self.waits.iter_mut().find_map(|(_, waker)| waker.take())
    }
}

impl<T> Clone for Scripted<T> {
    fn clone(&self) -> Self {
        Scripted {
            shared: Arc::clone(&self.shared),
        }
    }
}

impl<T> Default for Scripted<T> {
    fn default() -> Self {
        Scripted::new()
    }
}

impl<T> fmt::Debug for Scripted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = self.shared();
        f.debug_struct("Scripted")
            .field("values", &shared.values.len())
            .field("waiting", &shared.waits.len())
            .finish_non_exhaustive()
    }
}

/// The future of the next value of a [`Scripted`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Wait<T> {
    shared: Arc<Mutex<Shared<T>>>,
    /// Among those that wait; none before the first poll and after the last.
    number: Option<u64>,
}

impl<T> Future for Wait<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        // A waker may do anything when it is cloned or dropped.
        let mut waker = Some(cx.waker().clone());
        let number = self.number;
        let (result, number) = {
            let mut shared = lock(&self.shared);
            shared.polls += 1;
            match (shared.values.pop_front(), number) {
                (Some(value), number) => {
                    shared.waits.retain(|(other, _)| Some(*other) != number);
                    (Poll::Ready(value), None)
                }
                (None, None) => {
                    let number = shared.next;
                    shared.next += 1;
                    shared.waits.push((number, waker.take()));
                    (Poll::Pending, Some(number))
                }
                (None, Some(number)) => {
                    let mut waits = shared.waits.iter_mut();
                    if let Some((_, kept)) = waits.find(|(other, _)| *other == number) {
                        core::mem::swap(kept, &mut waker);
                    }
                    (Poll::Pending, Some(number))
                }
            }
        };
        drop(waker);
        self.number = number;
        result
    }
}

impl<T> Drop for Wait<T> {
    fn drop(&mut self) {
        let Some(number) = self.number else { return };
        let (own, next) = {
            let mut shared = lock(&self.shared);
            shared.cancelled += 1;
            let at = shared.waits.iter().position(|(other, _)| *other == number);
            let own = at.and_then(|at| shared.waits.remove(at).1);
            // It may have been woken for a value that another can have now.
            let next = match own.is_none() && !shared.values.is_empty() {
                true => shared.next_waker(),
                false => None,
            };
            (own, next)
        };
        drop(own);
        wake(next);
    }
}

impl<T> fmt::Debug for Wait<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("polled", &self.number.is_some())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Scripted;
    use crate::step::Stepper;
    use core::task::Poll;

    #[test]
    fn values_are_given_in_their_order_to_those_who_wait_in_theirs() {
        let scripted = Scripted::new();
        let mut first = Stepper::new(scripted.wait());
        let mut second = Stepper::new(scripted.wait());
        assert!(first.poll().is_pending() && second.poll().is_pending());
        scripted.ready(1);
        assert!(first.is_woken() && !second.is_woken());
        scripted.ready(2);
        assert!(second.is_woken());
        assert_eq!(first.poll(), Poll::Ready(1));
        assert_eq!(second.poll(), Poll::Ready(2));
        assert_eq!((scripted.waiting(), scripted.polls()), (0, 4));
    }

    #[test]
    fn a_value_for_one_that_is_dropped_goes_to_the_next() {
        let scripted = Scripted::new();
        let mut first = Stepper::new(scripted.wait());
        let mut second = Stepper::new(scripted.wait());
        assert!(first.poll().is_pending() && second.poll().is_pending());
        scripted.ready(1);
        drop(first);
        assert_eq!(scripted.cancelled(), 1);
        assert!(second.is_woken());
        assert_eq!(second.poll(), Poll::Ready(1));
    }

    #[test]
    fn a_spurious_wake_is_borne() {
        let scripted = Scripted::new();
        let mut waiting = Stepper::new(scripted.wait());
        assert!(waiting.poll().is_pending());
        scripted.wake();
        assert!(waiting.is_woken());
        assert!(waiting.poll().is_pending());
        assert!(!waiting.is_woken());
        scripted.ready(());
        assert!(waiting.is_woken());
    }

    #[test]
    fn forgotten_wakers_are_not_called() {
        let scripted = Scripted::new();
        let mut waiting = Stepper::new(scripted.wait());
        assert!(waiting.poll().is_pending());
        scripted.forget_wakers();
        scripted.ready(());
        assert!(!waiting.is_woken());
        assert_eq!(waiting.poll(), Poll::Ready(()));
    }
}
