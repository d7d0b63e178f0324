//! To swap two values is to move both, and a pinned future stays where it is. So `Pin` does not give
//! the `&mut` to it that this would need.

use std::mem::swap;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use visualize_future::visualize_future;

#[visualize_future(inspect = false)]
async fn work(n: u32) -> u32 {
    tokio::task::yield_now().await;
    n
}

fn main() {
    let (mut one, mut two) = (pin!(work(1)), pin!(work(2)));
    let mut context = Context::from_waker(Waker::noop());
    assert_eq!(one.as_mut().poll(&mut context), Poll::Pending);
    assert_eq!(two.as_mut().poll(&mut context), Poll::Pending);
    swap(&mut *one, &mut *two);
    assert_eq!(one.as_mut().poll(&mut context), Poll::Ready(2));
}
