//! An `.await`, written out.

use std::future::{IntoFuture, poll_fn};
use std::pin::pin;
use std::task::Poll;

use visualize_future::step::Scripted;

pub(crate) async fn as_a_loop(order: Scripted<u32>, shipping: u32) -> u32 {
    let rebate = shipping / 2;
    let mut awaitee = pin!(order.wait().into_future());
    let price = loop {
        // Ask what is awaited, with the waker that this poll was given.
        let answer = poll_fn(|cx| Poll::Ready(awaitee.as_mut().poll(cx))).await;
        match answer {
            Poll::Ready(price) => break price,
            Poll::Pending => leave().await,
        }
    };
    price + shipping - rebate
}

/// Leaves the function: this poll returns `Pending`, and the next one comes back to here. The
/// compiler has `yield` for it, which stable Rust has not.
async fn leave() {
    let mut has_left = false;
    poll_fn(|_| {
        if has_left {
            return Poll::Ready(());
        }
        has_left = true;
        Poll::Pending
    })
    .await;
}
