//! A pinned future stays where it is, since locals of it may point at each other. `pin!` makes
//! sure of that: it takes the future, so that nobody can put it elsewhere.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use visualize_future::visualize_future;

#[visualize_future]
async fn work() -> u32 {
    tokio::task::yield_now().await;
    3
}

fn main() {
    let future = work();
    let mut pinned = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    assert_eq!(pinned.as_mut().poll(&mut context), Poll::Pending);
    let mut moved = vec![Box::pin(future)];
    assert_eq!(moved[0].as_mut().poll(&mut context), Poll::Ready(3));
}
