//! Small functions that others await, and that hands poll.

use super::machine;
use crate::awaitees::{Bomb, Keeps, Lost, Own, WakesInDrop, Yields};
use crate::expected;
use crate::faults::{self, Fault};
use crate::token::Token;

/// Suspended so often, then ready with `value`.
#[machine]
pub(crate) async fn steps(_token: Token, times: u64, value: u64) -> u64 {
    for turn in 0..times {
        if turn % 2 == 0 {
            Yields(1).await;
        } else {
            Keeps::default().await;
        }
    }
    value
}

/// Locals that point into each other.
#[machine]
pub(crate) async fn borrow(_token: Token, n: u64) -> u64 {
    let numbers = [n; 16];
    let first = &numbers[0];
    Yields(1).await;
    let text = n.to_string();
    let borrowed = &*text;
    let deeper = recursive(Token::new(), n % 5).await;
    Yields((n % 3) as u32).await;
    let parsed: u64 = borrowed.parse().expect("it is a number");
    *first + parsed + deeper
}

/// Nothing, by recursion.
#[machine]
async fn recursive(_token: Token, depth: u64) -> u64 {
    if depth == 0 {
        return 0;
    }
    let value = Box::pin(recursive(Token::new(), depth - 1)).await;
    Yields(1).await;
    value
}

/// Panics at that step.
#[machine]
pub(crate) async fn panics(_token: Token, at: u64) -> u64 {
    for step in 0..8 {
        if step == at {
            faults::count(Fault::Panicked);
            expected::panic();
        }
        Yields(1).await;
    }
    at
}

/// Panics when it is dropped while suspended.
#[machine]
pub(crate) async fn bomb(_token: Token) {
    let _bomb = Bomb;
    Yields(1).await;
    std::future::pending::<()>().await;
}

/// Wakes itself when it is dropped.
#[machine]
pub(crate) async fn wakes_in_drop(_token: Token) {
    let waker = Own.await;
    let _wakes = WakesInDrop(waker);
    Keeps::default().await;
    std::future::pending::<()>().await;
}

/// Waits, and nobody has its waker.
#[machine]
pub(crate) async fn lost(_token: Token, value: u64) -> u64 {
    Yields(1).await;
    Lost.await;
    value
}
