//! The store: a task that has all values, behind a channel, and a cache in front of it.

use std::collections::HashMap;

use tokio::sync::{mpsc, oneshot};

use super::machine;
use super::shared::Shared;
use crate::awaitees::Yields;
use crate::token::Token;

/// What the store is asked: a key, a value to be stored if there is one, and where to tell the
/// value before.
#[derive(Debug)]
pub(super) struct Job {
    key: u64,
    value: Option<u64>,
    reply: oneshot::Sender<u64>,
}

/// The task that has the values.
#[machine]
pub(super) async fn store(_token: Token, mut jobs: mpsc::Receiver<Job>) -> usize {
    let mut values = HashMap::new();
    while let Some(job) = jobs.recv().await {
        if job.key % 3 == 0 {
            Yields(1).await;
        }
        let before = match job.value {
            Some(value) => values.insert(job.key, value),
            None => values.get(&job.key).copied(),
        };
        // Whoever asked may be gone.
        let _ = job.reply.send(before.unwrap_or(0));
    }
    values.len()
}

#[machine(skip_all, fields(key = key))]
async fn ask(_token: Token, shared: &Shared, key: u64, value: Option<u64>) -> Option<u64> {
    let (reply, answer) = oneshot::channel();
    let job = Job { key, value, reply };
    shared.store.send(job).await.ok()?;
    answer.await.ok()
}

/// Stores a value.
#[machine]
pub(super) async fn put(_token: Token, shared: &Shared, key: u64, value: u64) -> Option<u64> {
    let before = ask(Token::new(), shared, key, Some(value)).await?;
    shared.cache.write().await.insert(key, value);
    Some(before)
}

/// Gives a value, from the cache if it is there.
#[machine]
pub(super) async fn get(_token: Token, shared: &Shared, key: u64) -> Option<u64> {
    if let Some(&value) = shared.cache.read().await.get(&key) {
        return Some(value);
    }
    let value = ask(Token::new(), shared, key, None).await?;
    let mut cache = shared.cache.write().await;
    if cache.len() > 64 {
        cache.clear();
    }
    cache.insert(key, value);
    drop(cache);
    Some(value)
}
