//! Something to wait for.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Is ready when it is polled for the second time.
#[derive(Debug, Default)]
pub struct Io {
    polls: u32,
}

impl Future for Io {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        self.polls += 1;
        match self.polls {
            1 => Poll::Pending,
            _ => Poll::Ready(()),
        }
    }
}

/// Waits once.
pub async fn some_io() {
    Io::default().await;
}
