//! `Box::pin` pins the future on the heap. The pinned box may be moved, and the future in it
//! stays where it is.

use std::task::{Context, Poll, Waker};

use visualize_future::visualize_future;

#[visualize_future]
async fn work() -> u32 {
    tokio::task::yield_now().await;
    3
}

fn main() {
    let mut pinned = Box::pin(work());
    let mut context = Context::from_waker(Waker::noop());
    assert_eq!(pinned.as_mut().poll(&mut context), Poll::Pending);
    let mut moved = vec![pinned];
    assert_eq!(moved[0].as_mut().poll(&mut context), Poll::Ready(3));
}
