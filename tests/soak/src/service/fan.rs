//! Requests that are split, and put together again.

use futures::stream::{self, FuturesUnordered, StreamExt as _};
use tokio::join;
use tokio::sync::{broadcast, mpsc};
use tokio::task::JoinSet;

use super::spawn::{spawn, spawn_in};
use super::{machine, pieces};
use crate::awaitees::{Quiet, Yields};
use crate::faults::{self, Fault};
use crate::token::Token;

/// The sum of the numbers below `n`.
#[machine]
pub(super) async fn sum(_token: Token, n: u64) -> u64 {
    let middle = n / 2;
    let (low, high) = join!(part(Token::new(), 0, middle), part(Token::new(), middle, n));
    low + high
}

/// A part of it: a stream of futures, some of them at a time.
#[machine]
async fn part(_token: Token, from: u64, to: u64) -> u64 {
    let mut sum = 0;
    let mut numbers = stream::iter(from..to)
        .map(|number| Quiet::new(pieces::steps(Token::new(), number % 3, number)))
        .buffer_unordered(4);
    while let Some(number) = numbers.next().await {
        sum += number;
    }
    sum
}

/// The sum of squares, by tasks of a set; some more are dropped with it.
#[machine]
pub(super) async fn scatter(_token: Token, n: u64) -> Option<u64> {
    let mut set = JoinSet::new();
    for number in 0..n {
        spawn_in(&mut set, pieces::steps(Token::new(), number % 4, number));
    }
    let mut sum = 0;
    while let Some(number) = set.join_next().await {
        let number = number.ok()?;
        sum += number * number;
    }
    for _ in 0..3 {
        spawn_in(&mut set, endless(Token::new()));
    }
    Yields(1).await;
    drop(set);
    faults::count(Fault::JoinSetDropped);
    Some(sum)
}

/// Never ends by itself.
#[machine]
async fn endless(_token: Token) -> u64 {
    loop {
        Yields(1).await;
        tokio::task::yield_now().await;
    }
}

/// The sum of the numbers below `n`, which come by a channel from a task, and by another one to
/// listeners that are polled side by side.
#[machine]
pub(super) async fn follow(_token: Token, n: u64) -> u64 {
    let (send, mut receive) = mpsc::channel(2);
    let producer = spawn(produce(Token::new(), n, send));
    let (tell, _) = broadcast::channel(16);
    let mut listeners = FuturesUnordered::new();
    for _ in 0..2 {
        listeners.push(Quiet::new(listen(Token::new(), tell.subscribe())));
    }
    let mut sum = 0;
    while let Some(number) = receive.recv().await {
        sum += number;
        // Nobody may be listening yet.
        let _ = tell.send(number);
    }
    drop(tell);
    while let Some(heard) = listeners.next().await {
        sum += u64::from(heard > n);
    }
    let _ = producer.await;
    sum
}

#[machine]
async fn produce(_token: Token, n: u64, send: mpsc::Sender<u64>) {
    for number in 0..n {
        if send.send(number).await.is_err() {
            return;
        }
    }
}

/// How many it has heard of.
#[machine]
async fn listen(_token: Token, mut receive: broadcast::Receiver<u64>) -> u64 {
    let mut heard = 0;
    loop {
        match receive.recv().await {
            Ok(_) => heard += 1,
            Err(broadcast::error::RecvError::Lagged(_)) => {}
            Err(broadcast::error::RecvError::Closed) => return heard,
        }
    }
}
