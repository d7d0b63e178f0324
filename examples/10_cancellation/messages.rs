//! A future in a `select!` in a loop.

use std::pin::pin;

use tokio::select;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use visualize_future::visualize_future;
use visualize_future_examples::minutes;

type Pieces = UnboundedReceiver<&'static str>;

/// Pieces of two messages, in minutes 1, 3, 3 and 4.
fn post() -> Pieces {
    let (sender, pieces) = unbounded_channel();
    tokio::spawn(async move {
        for (pause, piece) in [(1, "dear"), (2, "Ada"), (0, "dear"), (1, "Bob")] {
            minutes(pause).await;
            let _nobody_reads = sender.send(piece);
        }
    });
    pieces
}

/// The next message. Not cancel-safe: while it waits for the second piece, it has the first.
#[visualize_future(skip_all)]
async fn message(pieces: &mut Pieces) -> Option<String> {
    let first = pieces.recv().await?;
    let second = pieces.recv().await?;
    Some(format!("{first} {second}"))
}

/// Loses what `message` has taken, at each tick.
pub(crate) async fn read_anew() {
    let mut pieces = post();
    loop {
        select! {
            next = message(&mut pieces) => match next {
                Some(text) => println!("got {text:?}"),
                None => break,
            },
            () = minutes(2) => println!("tick"),
        }
    }
}

/// The future is made before the loop, and polled by reference: a tick drops the reference only.
/// That is safe as the tick's arm awaits nothing; lesson 12 has one that does.
pub(crate) async fn read_on() {
    let mut pieces = post();
    loop {
        let mut next = pin!(message(&mut pieces));
        let next = loop {
            select! {
                next = &mut next => break next,
                () = minutes(2) => println!("tick"),
            }
        };
        match next {
            Some(text) => println!("got {text:?}"),
            None => break,
        }
    }
}

/// Cancel-safe: whatever it has taken is in `first` before it waits again.
#[visualize_future(skip_all)]
async fn safe_message(first: &mut Option<&'static str>, pieces: &mut Pieces) -> Option<String> {
    if first.is_none() {
        *first = Some(pieces.recv().await?);
    }
    let second = pieces.recv().await?;
    Some(format!("{} {second}", first.take()?))
}

/// As `read_anew`, but what has been read outlives the future.
pub(crate) async fn read_safely() {
    let mut pieces = post();
    let mut first = None;
    loop {
        select! {
            next = safe_message(&mut first, &mut pieces) => match next {
                Some(text) => println!("got {text:?}"),
                None => break,
            },
            () = minutes(2) => println!("tick"),
        }
    }
}
