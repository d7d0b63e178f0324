//! 3. Executor, reactor, waker.
//!
//! A future does nothing by itself, so somebody polls it: the **executor**. It must not poll all
//! the time, so somebody tells it when that is worthwhile: the **waker**, which puts the task back
//! into the executor's queue. And somebody knows when to call the waker: the **reactor**, which
//! keeps wakers, and asks the system for time and for sockets. Of all these, Rust's standard
//! library has no more than the interface of the waker; tokio is an executor and a reactor.
//!
//! All of it is here, complete: the executor and its waker in [`executor.rs`](executor.rs), the
//! reactor in [`reactor.rs`](reactor.rs), and a future that waits for it in [`timer.rs`](timer.rs).
//!
//! `cargo run --example 03_executor`
//!
//! In the trace at the end, `woken` stands behind `executor: polls`: a waker does its work and says
//! nothing, and the poll that follows tells of it.
//!
//! # In TypeScript
//!
//! ```ts
//! const millis = (n: number) => new Promise<void>(done => setTimeout(done, n));
//!
//! async function cook(dish: string, time: number): Promise<void> {
//!   console.log(`${dish}: on the stove`);
//!   await millis(time);
//!   console.log(`${dish}: done`);
//! }
//!
//! cook("noodles", 200);
//! cook("eggs", 20);
//! ```
//!
//! prints
//!
//! ```text
//! noodles: on the stove
//! eggs: on the stove
//! eggs: done
//! noodles: done
//! ```
//!
//! The same three are built in there. The engine's queue of microtasks, which Node empties after
//! each callback, is queue and executor; the callbacks in a promise are the wakers; and the loop of
//! libuv, which waits for timers and sockets, is the reactor. But a microtask goes straight on
//! where the function waits. A wake only asks for a poll, which begins at the root of the task and
//! finds its way down.

mod executor;
mod reactor;
mod timer;

use visualize_future::visualize_future;
use visualize_future_examples::{heading, show_trace};

use executor::Executor;
use timer::millis;

#[visualize_future]
async fn cook(dish: &'static str, time: u64) {
    println!("{dish}: on the stove");
    millis(time).await;
    println!("{dish}: done");
}

fn main() {
    heading("Two tasks, and who does what");
    let executor = Executor::new();
    executor.spawn(cook("noodles", 200));
    executor.spawn(cook("eggs", 20));
    executor.run();

    heading("One task, with the trace of its future");
    show_trace("visualize_future=trace");
    let executor = Executor::new();
    executor.spawn(cook("soup", 10));
    executor.run();
}
