//! `pin!` takes the future and gives a pinned reference to it; `as_mut` lends that for each poll.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use visualize_future::visualize_future;

#[visualize_future(inspect = false)]
async fn work() -> u32 {
    tokio::task::yield_now().await;
    3
}

fn main() {
    let mut future = pin!(work());
    let mut context = Context::from_waker(Waker::noop());
    assert_eq!(future.as_mut().poll(&mut context), Poll::Pending);
    assert_eq!(future.as_mut().poll(&mut context), Poll::Ready(3));
}
