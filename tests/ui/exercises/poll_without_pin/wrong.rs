//! Only a pinned future can be polled: `poll` takes `Pin<&mut Self>`, the promise that it will
//! not be moved any more.

use std::task::{Context, Poll, Waker};

use visualize_future::visualize_future;

#[visualize_future(inspect = false)]
async fn work() -> u32 {
    tokio::task::yield_now().await;
    3
}

fn main() {
    let mut future = work();
    let mut context = Context::from_waker(Waker::noop());
    assert_eq!(future.poll(&mut context), Poll::Pending);
    assert_eq!(future.poll(&mut context), Poll::Ready(3));
}
