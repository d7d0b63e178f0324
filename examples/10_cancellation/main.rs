//! 10. Cancellation.
//!
//! A future is cancelled by dropping it. It does not go on from where it waits, and what it holds
//! in that state is dropped: first what it awaits, down to the leaf, then its own locals, the last
//! one first. So each `.await` may be where a function ends, and what it has done until then, but
//! not handed on, is lost.
//!
//! `cargo run --example 10_cancellation`
//!
//! # In TypeScript
//!
//! ```ts
//! const minutes = (n: number) => new Promise<void>(done => setTimeout(done, 10 * n));
//!
//! async function forgotten() {
//!   try {
//!     await new Promise(() => {});    // never settles
//!   } finally {
//!     console.log("forgotten: finally");
//!   }
//! }
//! async function pay(signal: AbortSignal) {
//!   try {
//!     await minutes(1);
//!     signal.throwIfAborted();
//!     console.log("paid");
//!   } finally {
//!     console.log("pay: finally");
//!   }
//! }
//!
//! void forgotten();
//! const abort = new AbortController();
//! const paying = pay(abort.signal);
//! abort.abort();
//! await paying.catch(error => console.log(error.name));
//! ```
//!
//! prints
//!
//! ```text
//! pay: finally
//! AbortError
//! ```
//!
//! `forgotten` prints nothing: where a promise never settles, `finally` does not run. A promise
//! cannot be cancelled. A function is asked to stop, by a signal at which it looks, or what it
//! awaits, and stops by throwing, which runs `finally`. In Rust whoever owns the future stops it
//! without asking; destructors run then, but they cannot await anything.

mod messages;

use std::task::{Context, Waker};

use tokio::task::yield_now;
use visualize_future::lints::{self, Level, Lint};
use visualize_future::visualize_future;
use visualize_future_examples::{LEGEND, chart, heading, show_trace};

/// Says when it is dropped.
struct Held(&'static str);

impl Drop for Held {
    fn drop(&mut self) {
        println!("(drops {})", self.0);
    }
}

#[visualize_future]
async fn request(_what: &str) {
    let _socket = Held("the socket of a request");
    yield_now().await;
}

/// If it is dropped while it waits for the transfer, the bank may have got the request all the
/// same: dropping a future takes nothing back.
#[visualize_future(skip_all)]
async fn pay(_order: Held) {
    let _account = Held("the account");
    request("balance").await;
    let _receipt = Held("the receipt");
    request("transfer").await;
}

/// Drops the future after so many polls.
fn cancel_after(polls: usize) {
    let mut future = Box::pin(pay(Held("the order")));
    for _ in 0..polls {
        let mut cx = Context::from_waker(Waker::noop());
        assert!(future.as_mut().poll(&mut cx).is_pending());
    }
    println!("now it is in {}, and is dropped", future.state().name);
    drop(future);
}

fn main() {
    // The first lesson has shown this one.
    lints::set(Lint::NeverPolled, Level::Allow);
    show_trace("visualize_future=info");
    heading("Dropped before its first poll");
    cancel_after(0);
    heading("Dropped after its first poll");
    cancel_after(1);
    heading("Dropped after its second poll");
    cancel_after(2);

    heading("A message of two pieces, read anew after each tick");
    println!("{LEGEND}\n");
    chart(messages::read_anew);

    heading("The same, with one future that outlives the ticks");
    chart(messages::read_on);

    heading("The same, with the first piece kept outside of the future");
    chart(messages::read_safely);
}
