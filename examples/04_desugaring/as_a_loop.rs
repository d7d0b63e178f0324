//! An `.await`, written out. The compiler has `yield` where this has `leave`. Stable Rust does not,
//! so two helpers borrow it: `ask` is ready at once, and `leave` is `Pending` once.

use std::future::{Future, IntoFuture, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use visualize_future::step::Scripted;

pub(crate) async fn as_a_loop(order: Scripted<u32>, shipping: u32) -> u32 {
    let rebate = shipping / 2;
    let mut awaitee = pin!(order.wait().into_future());
    let price = loop {
        match ask(awaitee.as_mut()).await {
            Poll::Ready(price) => break price,
            Poll::Pending => leave().await,
        }
    };
    price + shipping - rebate
}

/// Polls the future, with the waker that this function's own poll was given.
async fn ask<F: Future>(mut awaitee: Pin<&mut F>) -> Poll<F::Output> {
    poll_fn(|cx| Poll::Ready(awaitee.as_mut().poll(cx))).await
}

/// Leaves the function: this poll of it returns `Pending`, and the next one comes back to here.
/// `ask` has just polled the awaitee, which has kept the waker.
async fn leave() {
    let mut has_left = false;
    poll_fn(|_| match has_left {
        true => Poll::Ready(()),
        false => {
            has_left = true;
            Poll::Pending
        }
    })
    .await;
}
