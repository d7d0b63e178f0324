//! One request.

use std::sync::Arc;
use std::time::Duration;

use tokio::select;
use tokio::time::timeout;

use super::shared::Shared;
use super::{fan, machine, pieces, store, trouble};
use crate::awaitees::{Keeps, Yields};
use crate::faults::{self, Fault};
use crate::protocol::{Answer, Op};
use crate::token::Token;

/// Answers it.
#[machine(skip_all, fields(op = ?op))]
pub(super) async fn handle(_token: Token, op: Op, shared: Arc<Shared>) -> Answer {
    let value = match op {
        Op::Put(key, value) => store::put(Token::new(), &shared, key, value).await,
        Op::Get(key) => store::get(Token::new(), &shared, key).await,
        Op::Sum(n) => Some(fan::sum(Token::new(), n).await),
        Op::Scatter(n) => fan::scatter(Token::new(), n).await,
        Op::Follow(n) => Some(fan::follow(Token::new(), n).await),
        Op::Race(n) => Some(race(Token::new(), &shared, n).await),
        Op::Borrow(n) => Some(pieces::borrow(Token::new(), n).await),
        Op::Block(n) => trouble::block(Token::new(), n).await,
        Op::Lock(n) => lock(Token::new(), &shared, n).await,
        Op::Keep(n) => {
            Keeps::default().await;
            Some(n + 1)
        }
        Op::Wait => return wait(Token::new(), &shared).await,
        Op::Crash(n) => return trouble::crash(Token::new(), n).await,
        Op::Bomb => return trouble::bomb(Token::new()).await,
        Op::Abort(early) => return trouble::abort(Token::new(), early).await,
    };
    value.map_or(Answer::Failed, Answer::Value)
}

/// Waits in a list for what never comes, until the time is over.
#[machine]
async fn wait(_token: Token, shared: &Shared) -> Answer {
    let never = shared.never.notified();
    match timeout(Duration::from_millis(2), never).await {
        Ok(()) => Answer::Failed,
        Err(_) => {
            faults::count(Fault::TimedOut);
            Answer::TimedOut
        }
    }
}

/// The side that waits for what never comes does not win.
#[machine]
async fn race(_token: Token, shared: &Shared, n: u64) -> u64 {
    let mut rounds = 0;
    loop {
        select! {
            () = shared.never.notified() => return 0,
            n = pieces::steps(Token::new(), n % 4, n) => return n + 1,
            () = Yields(2), if rounds == 0 => rounds += 1,
        }
    }
}

/// Locks that are held across awaits, and permits that are waited for.
#[machine]
async fn lock(_token: Token, shared: &Shared, n: u64) -> Option<u64> {
    let _permit = shared.permits.acquire().await.ok()?;
    let mut total = shared.total.lock().await;
    let before = *total;
    Yields((n % 3) as u32).await;
    *total += 1;
    let difference = *total - before;
    drop(total);
    // In the list of those who wait, and out of it again.
    let more = Arc::clone(&shared.permits).acquire_many_owned(3);
    let _ = timeout(Duration::from_micros(200), more).await;
    Some(difference)
}
