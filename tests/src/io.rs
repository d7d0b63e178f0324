//! Futures whose polls are scripted and logged.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::world;

/// A future that is pending as often as the world decides, then ready with its value.
///
/// Its creation, each of its polls and its drop are in the log, and each of them can fail.
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct Io<T> {
    name: &'static str,
    pending: u32,
    value: Option<T>,
}

/// What a [`fallible`] future fails with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(pub &'static str);

/// A future that is ready at once or pending once, with the length of its name.
pub fn io(name: &'static str) -> Io<usize> {
    io_of(name, name.len())
}

/// A future that is ready at once or pending once, with `value`.
pub fn io_of<T>(name: &'static str, value: T) -> Io<T> {
    let pending = world::decide(2);
    io_pending(name, pending, value)
}

/// A future that is pending that often.
pub fn io_pending<T>(name: &'static str, pending: u32, value: T) -> Io<T> {
    world::step(format!("make io {name}, {pending} pending"));
    Io {
        name,
        pending,
        value: Some(value),
    }
}

/// A future that is pending once, then succeeds or fails, as the world decides.
pub fn fallible(name: &'static str) -> Io<Result<usize, Failure>> {
    let result = if world::flag() {
        Err(Failure(name))
    } else {
        Ok(name.len())
    };
    io_pending(name, 1, result)
}

impl<T> Unpin for Io<T> {}

impl<T> Future for Io<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let name = self.name;
        if self.pending > 0 {
            self.pending -= 1;
            cx.waker().wake_by_ref();
            world::step(format!("poll io {name}: pending"));
            return Poll::Pending;
        }
        world::step(format!("poll io {name}: ready"));
        Poll::Ready(self.value.take().expect("polled after it was ready"))
    }
}

impl<T> Drop for Io<T> {
    fn drop(&mut self) {
        world::dropped(format!("drop io {}", self.name));
    }
}
