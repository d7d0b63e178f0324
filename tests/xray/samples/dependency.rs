//! A crate that the program is linked with, so that it can be built with other flags than it.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Is pending once.
#[derive(Default)]
pub struct Turn {
    over: bool,
}

impl Future for Turn {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        if self.over {
            return Poll::Ready(1);
        }
        self.over = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Has no parameters of type, so that it is compiled here.
pub async fn twice(text: String) -> usize {
    let first = Turn::default().await;
    let length = text.len();
    first as usize + Turn::default().await as usize + length
}

/// Calls another function of this crate.
pub async fn nested_twice(bytes: [u8; 37]) -> usize {
    let view = &bytes[1..];
    let length = twice(String::from("abc")).await;
    length + view.len()
}

/// Is compiled where its parameter is known: in the program.
pub async fn generic_of_dependency<T: Clone>(value: T) -> (T, T) {
    let copy = value.clone();
    Turn::default().await;
    (value, copy)
}

/// A block's type is hidden, but the program holds it.
pub fn block_of_dependency(limit: u16) -> impl Future<Output = u16> {
    async move {
        let mut sum = 0u16;
        while sum < limit {
            sum += Turn::default().await as u16;
        }
        sum
    }
}
