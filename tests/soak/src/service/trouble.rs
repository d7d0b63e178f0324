//! Requests that go wrong, as asked for.

use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::{block_in_place, spawn_blocking, yield_now};

use super::spawn::spawn;
use super::{machine, pieces};
use crate::faults::{self, Fault};
use crate::protocol::Answer;
use crate::token::Token;

/// A task that panics.
#[machine]
pub(super) async fn crash(_token: Token, at: u64) -> Answer {
    match spawn(pieces::panics(Token::new(), at % 8)).await {
        Err(error) if error.is_panic() => Answer::Crashed,
        _ => Answer::Failed,
    }
}

/// A task that is aborted and panics in a drop.
#[machine]
pub(super) async fn bomb(_token: Token) -> Answer {
    let (ready, is_ready) = oneshot::channel();
    let task = spawn(armed(Token::new(), ready));
    let _ = is_ready.await;
    task.abort();
    match task.await {
        Err(error) if error.is_panic() => Answer::Crashed,
        _ => Answer::Failed,
    }
}

#[machine]
async fn armed(_token: Token, ready: oneshot::Sender<()>) {
    let bomb = pieces::bomb(Token::new());
    let mut bomb = std::pin::pin!(bomb);
    let _ = futures::poll!(bomb.as_mut());
    let _ = ready.send(());
    bomb.await;
}

/// A task that is aborted: at once, while it is suspended, or while it is being polled.
#[machine]
pub(super) async fn abort(_token: Token, early: bool) -> Answer {
    let task = if early {
        faults::count(Fault::AbortedEarly);
        spawn(pieces::wakes_in_drop(Token::new()))
    } else {
        let (ready, is_ready) = oneshot::channel();
        let task = spawn(slow(Token::new(), ready));
        let _ = is_ready.await;
        faults::count(Fault::AbortedPolled);
        task
    };
    task.abort();
    if task.await.is_ok_and(|()| true) {
        return Answer::Failed;
    }
    let task = spawn(pieces::wakes_in_drop(Token::new()));
    for _ in 0..4 {
        yield_now().await;
    }
    faults::count(Fault::AbortedLate);
    task.abort();
    match task.await {
        Err(error) if error.is_cancelled() => Answer::Cancelled,
        _ => Answer::Failed,
    }
}

/// Is still being polled when it has said that it is ready, most of the time.
#[machine]
async fn slow(_token: Token, ready: oneshot::Sender<()>) {
    let _ = ready.send(());
    thread::sleep(Duration::from_micros(100));
    std::future::pending::<()>().await;
}

/// A runtime inside the runtime, in both ways that there are.
#[machine]
pub(super) async fn block(_token: Token, n: u64) -> Option<u64> {
    faults::count(Fault::Blocked);
    if n.is_multiple_of(2) {
        let handle = Handle::current();
        let value = block_in_place(|| handle.block_on(pieces::steps(Token::new(), n % 3, n)));
        return Some(value + 1);
    }
    let inside = spawn_blocking(move || {
        let runtime = Builder::new_current_thread().build().ok()?;
        Some(runtime.block_on(pieces::steps(Token::new(), n % 4, n)))
    });
    Some(inside.await.ok()?? + 1)
}
