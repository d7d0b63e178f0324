//! 1. A promise is hot, a future is cold.
//!
//! Calling an `async fn` runs nothing of it. The call makes a value, the future, with the arguments
//! in it, and that is all. What runs it is a poll, and what polls it is an `.await`, or an executor.
//!
//! `cargo run --example 01_cold_future`
//!
//! # In TypeScript
//!
//! ```ts
//! const minutes = (n: number) => new Promise<void>(done => setTimeout(done, n));
//!
//! async function cookNoodle(): Promise<string> {
//!   console.log("the water boils");
//!   await minutes(3);
//!   return "noodles";
//! }
//!
//! const noodle = cookNoodle();       // prints "the water boils": it is under way
//! console.log("called");
//! console.log(await noodle);
//! ```
//!
//! prints
//!
//! ```text
//! the water boils
//! called
//! noodles
//! ```
//!
//! The body runs up to its first `await` before the
//! call returns, and it goes on whether or not anybody awaits the promise.

use std::time::Duration;

use tokio::runtime;
use visualize_future::visualize_future;
use visualize_future_examples::{heading, show_trace};

#[visualize_future]
async fn cook_noodle() -> &'static str {
    println!("(the water boils)");
    minutes(3).await;
    "noodles"
}

/// The clock of these lessons jumps to the next moment at which somebody wants to be woken.
async fn minutes(count: u64) {
    tokio::time::sleep(Duration::from_secs(60 * count)).await;
}

fn main() {
    let mut kitchen = runtime::Builder::new_current_thread();
    let kitchen = kitchen.enable_time().start_paused(true).build();
    let kitchen = kitchen.expect("a runtime can be started");

    heading("Calling it runs nothing");
    let noodle = cook_noodle();
    println!(
        "called: {} after {} polls",
        noodle.state().name,
        noodle.polls()
    );

    heading("Polling it does");
    println!("got {}", kitchen.block_on(noodle));

    heading("The same, seen from inside");
    show_trace("visualize_future=trace");
    kitchen.block_on(cook_noodle());

    heading("Two calls, one await: who cooks?");
    kitchen.block_on(async {
        let _forgotten = cook_noodle();
        println!("got {}", cook_noodle().await);
    });

    heading("A spawned task is as hot as a promise");
    kitchen.block_on(async {
        let noodle = tokio::spawn(cook_noodle());
        println!("spawned; the executor has not come to it yet");
        tokio::task::yield_now().await;
        println!("now it waits, and nobody has awaited it");
        println!("got {}", noodle.await.expect("it does not panic"));
    });
}
