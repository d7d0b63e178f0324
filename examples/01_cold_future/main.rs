//! 1. A promise is hot, a future is cold.
//!
//! Calling an `async fn` runs nothing of it. The call makes a value, the future, with the arguments
//! in it, and that is all. What runs it is a **poll**: it runs until it is done (`Ready`), or until
//! it has to wait (`Pending`), and then it needs another poll. An `.await` polls its future when
//! the function comes to it, and for as long as it waits there, each time that the function is
//! polled itself. At the root, an **executor** polls: `block_on` and `spawn`
//! below belong to one. Rust has no event loop unless you bring one.
//!
//! `cargo run --example 01_cold_future`
//!
//! `#[visualize_future]` changes nothing of what the function does, and shows it. A line such as
//! `pending, Unresumed -> Suspend0` means: this poll ended because it has to wait, and the
//! function, which had not begun before (`Unresumed`), now waits at its first `.await`
//! (`Suspend0`). `woken` means that somebody has said that another poll is worthwhile; the next
//! poll tells of it.
//!
//! # In TypeScript
//!
//! ```ts
//! // In milliseconds, so that nobody has to wait.
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
//! The body runs up to its first `await` before the call returns, and it goes on whether or not
//! anybody awaits the promise. A promise can be awaited as often as you like; `.await` takes the
//! future away from you, and so it is awaited once.

use visualize_future::visualize_future;
use visualize_future_examples::{heading, minutes, paused_runtime, show_trace};

#[visualize_future]
async fn cook_noodle() -> &'static str {
    println!("(the water boils)");
    minutes(3).await;
    "noodles"
}

fn main() {
    let kitchen = paused_runtime();

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

    heading("A spawned task is nearly as hot as a promise");
    kitchen.block_on(async {
        let noodle = tokio::spawn(cook_noodle());
        println!("spawned; the executor has not come to it yet");
        tokio::task::yield_now().await;
        println!("now it waits, and nobody has awaited it");
        println!("got {}", noodle.await.expect("it does not panic"));
    });
}
