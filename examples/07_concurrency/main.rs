//! 7. Concurrency and parallelism.
//!
//! Futures that one task polls in turn are concurrent: they wait at the same time, and compute one
//! after the other. Only threads compute at the same time. Who polls decides: an `.await` polls one
//! future, `join!` and `select!` several, and a spawned task is polled by the executor.
//!
//! `cargo run --example 07_concurrency`
//!
//! # In TypeScript
//!
//! ```ts
//! import { Worker } from "node:worker_threads";
//!
//! const minutes = (n: number) => new Promise<void>(done => setTimeout(done, 10 * n));
//! async function request(time: number) {
//!   await minutes(time);
//!   console.log("ended", time);
//!   return time;
//! }
//!
//! for (const time of [3, 2, 1]) await request(time);                 // takes 6
//! await Promise.all([3, 2, 1].map(request));                         // takes 3
//! console.log("first", await Promise.race([3, 2, 1].map(request)));  // takes 1
//! await minutes(3);
//!
//! const met = new Int32Array(new SharedArrayBuffer(4));
//! const code = `const { workerData: met } = require("node:worker_threads");
//!   Atomics.store(met, 0, 1);
//!   Atomics.notify(met, 0);`;
//! new Worker(code, { eval: true, workerData: met });
//! Atomics.wait(met, 0, 0);
//! console.log("met");
//! ```
//!
//! prints
//!
//! ```text
//! ended 3
//! ended 2
//! ended 1
//! ended 1
//! ended 2
//! ended 3
//! ended 1
//! first 1
//! ended 2
//! ended 3
//! met
//! ```
//!
//! A loop of awaits and `Promise.all` are as in Rust. The losers of `Promise.race` go on, since
//! their timers call them back, whoever awaits them; those of `select!` are dropped, since the
//! function that polled them does. A worker has an event loop and a heap of its own and is sent
//! copies, but for what is transferred, or a `SharedArrayBuffer`; tasks on several threads share
//! whatever is `Send` and `Sync`.

mod threads;

use tokio::{join, select, spawn};
use visualize_future::visualize_future;
use visualize_future_examples::{LEGEND, chart, compute, heading, minutes};

#[visualize_future]
async fn request(time: u64) -> u64 {
    minutes(time).await;
    time
}

#[visualize_future]
async fn in_turn() {
    request(3).await;
    request(2).await;
    request(1).await;
}

#[visualize_future]
async fn joined() {
    join!(request(3), request(2), request(1));
}

#[visualize_future]
async fn raced() -> u64 {
    select! {
        time = request(3) => time,
        time = request(2) => time,
        time = request(1) => time,
    }
}

#[visualize_future]
async fn spawned() {
    let tasks = [3, 2, 1].map(|time| spawn(request(time)));
    for task in tasks {
        task.await.expect("it does not panic");
    }
}

#[visualize_future]
async fn raced_tasks() {
    let [mut a, mut b, mut c] = [3, 2, 1].map(|time| spawn(request(time)));
    select! { _ = &mut a => {}, _ = &mut b => {}, _ = &mut c => {} }
}

#[visualize_future]
async fn picture(time: u64) {
    compute(time);
}

#[visualize_future]
async fn computed() {
    join!(picture(3), picture(2), picture(1));
}

fn main() {
    println!("{LEGEND}");

    heading("Await by await");
    chart(in_turn);

    heading("`join!`: one task, which polls all three whenever one is woken");
    chart(joined);

    heading("`select!`: the first one wins, and the others are dropped");
    let first = chart(raced);
    println!("first: {first}");

    heading("Three tasks: the executor polls only the one that is woken");
    chart(spawned);

    heading("A race of tasks, as `Promise.race`: the losers go on");
    chart(async || {
        raced_tasks().await;
        minutes(3).await;
    });

    heading("What computes does not wait: then `join!` saves nothing");
    chart(computed);

    heading("Two tasks that compute, on one thread and on two");
    threads::show(1);
    threads::show(2);
}
