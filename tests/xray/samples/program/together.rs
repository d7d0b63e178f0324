//! Futures that are polled together: `join` and `select`, written by hand.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use crate::world::{Guard, List, give, look, pause, sample};

/// Both, and what they gave.
struct Join<A: Future, B: Future>(Side<A>, Side<B>);

enum Side<F: Future> {
    Waiting(F),
    Done(Option<F::Output>),
}

impl<F: Future> Side<F> {
    /// Polls it unless it is done, and says whether it is.
    fn step(self: Pin<&mut Self>, cx: &mut Context<'_>) -> bool {
        // SAFETY: the future is polled where it is, and dropped there when it is done.
        let side = unsafe { self.get_unchecked_mut() };
        if let Side::Waiting(future) = side {
            // SAFETY: as above.
            match unsafe { Pin::new_unchecked(future) }.poll(cx) {
                Poll::Pending => return false,
                Poll::Ready(output) => *side = Side::Done(Some(output)),
            }
        }
        true
    }

    fn output(&mut self) -> F::Output {
        match self {
            Side::Done(output) => output.take().expect("it is taken once"),
            Side::Waiting(_) => unreachable!("it is done"),
        }
    }
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // SAFETY: both sides stay where they are.
        let Join(left, right) = unsafe { self.get_unchecked_mut() };
        // SAFETY: as above.
        let left_done = unsafe { Pin::new_unchecked(&mut *left) }.step(cx);
        // SAFETY: as above.
        let right_done = unsafe { Pin::new_unchecked(&mut *right) }.step(cx);
        match left_done && right_done {
            true => Poll::Ready((left.output(), right.output())),
            false => Poll::Pending,
        }
    }
}

fn join<A: Future, B: Future>(left: A, right: B) -> Join<A, B> {
    Join(Side::Waiting(left), Side::Waiting(right))
}

async fn left_branch(number: u16) -> u16 {
    let kept = [number; 3];
    pause().await;
    kept[0]
}

async fn right_branch(text: String) -> usize {
    let guard = Guard(1);
    pause().await;
    pause().await;
    text.len() + look(&guard)
}

async fn joined(number: u16) -> usize {
    let (left, right) = join(left_branch(number), right_branch(String::from("right"))).await;
    left as usize + right
}

async fn joined_twice() -> usize {
    let tree = join(join(left_branch(1), left_branch(2)), async {
        pause().await;
        3u8
    });
    let ((first, second), third) = tree.await;
    first as usize + second as usize + third as usize
}

/// As `select!` is written: a tuple of futures, and a closure that polls them.
async fn selected(limit: u8) -> usize {
    let mut futures = (left_branch(1), right_branch(String::from("select")), limit);
    let mut turns = 0u8;
    let winner = poll_fn(|cx| {
        turns += 1;
        // SAFETY: the tuple is not moved any more.
        let first = unsafe { Pin::new_unchecked(&mut futures.0) };
        if let Poll::Ready(number) = first.poll(cx) {
            return Poll::Ready(number as usize);
        }
        // SAFETY: as above.
        unsafe { Pin::new_unchecked(&mut futures.1) }.poll(cx)
    })
    .await;
    winner + turns as usize + limit as usize
}

async fn pinned_pair() -> usize {
    let mut left = pin!(left_branch(1));
    let mut right = pin!(right_branch(String::from("pin")));
    let done = poll_fn(|cx| {
        if let Poll::Ready(length) = right.as_mut().poll(cx) {
            return Poll::Ready(length);
        }
        left.as_mut().poll(cx).map(usize::from)
    })
    .await;
    done + look(&give(1u8).await)
}

pub fn all() -> List {
    vec![
        sample(joined(1)),
        sample(joined_twice()),
        sample(selected(1)),
        sample(pinned_pair()),
    ]
}
