//! Methods.

use super::machine;
use crate::sizes::world::{Failure, later, long, send, short};

/// A counter of what is sent.
struct Sender {
    prefix: String,
    sent: u64,
    queue: Vec<Vec<u8>>,
}

fn sender() -> Sender {
    Sender {
        prefix: String::new(),
        sent: 0,
        queue: Vec::new(),
    }
}

pub(super) fn sizes() -> Vec<(&'static str, usize)> {
    vec![
        ("by_reference", size_of_val(&sender().by_reference(1))),
        (
            "by_unique_reference",
            size_of_val(&sender().by_unique_reference("text")),
        ),
        ("by_value", size_of_val(&sender().by_value())),
        ("flush", size_of_val(&sender().flush())),
        (
            "shared",
            size_of_val(&std::sync::Arc::new(sender()).shared(vec![])),
        ),
    ]
}

impl Sender {
    #[machine]
    async fn by_reference(&self, n: u64) -> u64 {
        let sent = send(self.prefix.as_bytes()).await;
        n + sent as u64 + self.sent
    }

    #[machine]
    async fn by_unique_reference(&mut self, text: &str) -> Result<u64, Failure> {
        let line = format!("{}{text}", self.prefix);
        self.sent += send(line.as_bytes()).await as u64;
        if self.sent > 1000 {
            long().await;
        }
        Ok(self.sent)
    }

    #[machine]
    async fn by_value(self) -> u64 {
        short().await;
        self.sent
    }

    #[machine]
    async fn flush(&mut self) -> usize {
        let mut sum = 0;
        while let Some(bytes) = self.queue.pop() {
            sum += send(&bytes).await;
            self.sent += 1;
        }
        sum
    }

    #[machine]
    async fn shared(self: std::sync::Arc<Self>, list: Vec<u8>) -> usize {
        let list = later(list).await;
        let sent = send(&list).await;
        sent + self.prefix.len()
    }
}
