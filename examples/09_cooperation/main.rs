//! 9. Cooperative scheduling.
//!
//! Nobody interrupts a poll: the executor's thread is free again when the poll returns. A future
//! that computes, or calls a function that blocks, stops all of its neighbours, their timers
//! included. It gives them a turn only by an `.await` that really waits.
//!
//! `cargo run --example 09_cooperation`
//!
//! # In TypeScript
//!
//! ```ts
//! import { setImmediate as turn } from "node:timers/promises";
//!
//! const minutes = (n: number) => new Promise<void>(done => setTimeout(done, n));
//! function compute(n: number) {
//!   const end = performance.now() + n;
//!   while (performance.now() < end) {}
//! }
//!
//! async function ticker() {
//!   for (let tick = 1; tick <= 3; tick++) {
//!     await minutes(1);
//!     console.log("tick", tick);
//!   }
//! }
//! async function atOnce() { compute(20); }
//! async function awaiting() { for (let i = 0; i < 4; i++) { compute(5); await null; } }
//! async function yielding() { for (let i = 0; i < 4; i++) { compute(5); await turn(); } }
//!
//! for (const picture of [atOnce, awaiting, yielding]) {
//!   const ticks = ticker();
//!   await picture().then(() => console.log(picture.name));
//!   await ticks;
//! }
//! ```
//!
//! prints
//!
//! ```text
//! atOnce
//! tick 1
//! tick 2
//! tick 3
//! awaiting
//! tick 1
//! tick 2
//! tick 3
//! tick 1
//! tick 2
//! tick 3
//! yielding
//! ```
//!
//! The event loop cannot interrupt a function either. `await` always gives up the thread, but to
//! other promises only, and to timers and sockets only when no promise can go on; in Rust an
//! `.await` that is ready gives it up to nobody, and `yield_now` to others, as a rule. And an
//! executor may have more threads: on those, other tasks go on, but not the neighbours in the same
//! `join!`.

mod blocking;

use std::pin::pin;
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::yield_now;
use visualize_future::lints::{self, Level, Lint};
use visualize_future::visualize_future;
use visualize_future_examples::{
    LEGEND, chart, compute, heading, minutes, paused_runtime, show_trace,
};

/// Wants to be polled each minute.
#[visualize_future]
async fn ticker() {
    for _tick in 0..4 {
        minutes(1).await;
    }
}

#[visualize_future]
async fn at_once() {
    compute(4);
}

async fn ready() {}

#[visualize_future]
async fn awaiting() {
    for _piece in 0..4 {
        compute(1);
        ready().await;
    }
}

#[visualize_future]
async fn yielding() {
    for _piece in 0..4 {
        compute(1);
        yield_now().await;
    }
}

/// Runs the picture beside the ticker, in a task of its own.
async fn beside_ticker(picture: impl Future<Output = ()> + Send + 'static) {
    let picture = tokio::spawn(picture);
    ticker().await;
    picture.await.expect("it does not panic");
}

#[visualize_future(skip_all)]
async fn read_all(mut messages: UnboundedReceiver<usize>) {
    while let Some(_message) = messages.recv().await {}
}

#[visualize_future]
async fn sleepy() {
    thread::sleep(Duration::from_millis(20));
}

fn main() {
    println!("{LEGEND}");

    heading("Computed at once: the ticker misses its ticks");
    chart(async || beside_ticker(at_once()).await);

    heading("An `.await` that is ready at once gives nobody a turn");
    chart(async || beside_ticker(awaiting()).await);

    heading("`yield_now` between pieces does");
    chart(async || beside_ticker(yielding()).await);

    heading("What is always ready: tokio makes it yield now and then");
    let (sender, messages) = unbounded_channel();
    (0..1000).for_each(|message| sender.send(message).expect("somebody receives"));
    drop(sender);
    let mut reader = pin!(read_all(messages));
    paused_runtime().block_on(reader.as_mut());
    println!("1000 messages, all there: read in {} polls", reader.polls());

    heading("A call that blocks, and the lint that tells");
    show_trace("visualize_future=trace");
    lints::set(Lint::LongPoll, Level::Warn);
    lints::set_long_poll(Duration::from_millis(10));
    paused_runtime().block_on(sleepy());

    heading("`spawn_blocking`: on a thread of its own, it blocks nobody");
    blocking::show();
}
