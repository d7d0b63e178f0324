//! 12. Debugging.
//!
//! A program that is stuck does nothing, and so it says nothing: no error, no panic, no load. Three
//! reasons are shown here, and from outside they look alike (another one is lesson 9's):
//!
//! - a lost waker: the task waits, and nobody can wake it;
//! - futurelock: a future is woken, but its task has stopped polling it;
//! - deadlock: each of two tasks waits for what the other one has.
//!
//! The lints `lost-waker` and `futurelock` tell of the first two, and where, a second after nobody
//! could go on any more. No lint can tell of the third, since somebody could still
//! wake each of them; there x-ray shows who waits for what.
//!
//! `cargo run --example 12_debugging`
//!
//! # In TypeScript
//!
//! ```ts
//! const minutes = (n: number) => new Promise<void>(done => setTimeout(done, n));
//!
//! class Mutex {
//!   #last = Promise.resolve();
//!   // Does the work when all who came before are done with theirs.
//!   hold(work: () => Promise<void>) {
//!     return this.#last = this.#last.then(work);
//!   }
//! }
//!
//! const bake = () => new Promise<void>(_done => {});    // keeps nothing
//! async function dinner() {
//!   const stove = new Mutex();
//!   const cook = (dish: string) =>
//!     stove.hold(async () => { console.log(dish); await minutes(5); });
//!   void cook("rice");
//!   const soup = cook("soup");
//!   await Promise.race([soup, minutes(3)]);
//!   await cook("egg");
//! }
//! async function soupAndRice() {
//!   const pan = new Mutex(), stove = new Mutex();
//!   const cook = (first: Mutex, second: Mutex) => first.hold(async () => {
//!     await minutes(1);
//!     await second.hold(() => minutes(5));
//!   });
//!   await Promise.all([cook(pan, stove), cook(stove, pan)]);
//! }
//!
//! for (const program of [bake, dinner, soupAndRice]) {
//!   const done = program().then(() => "done");
//!   const late = minutes(500).then(() => "much later: nothing");
//!   console.log(program.name, await Promise.race([done, late]));
//! }
//! ```
//!
//! prints
//!
//! ```text
//! bake much later: nothing
//! rice
//! soup
//! egg
//! dinner done
//! soupAndRice much later: nothing
//! ```
//!
//! A promise whose `done` nobody keeps is a lost waker, and a deadlock is the same in both. But
//! `dinner` gets to its end: when the stove is handed to the soup, the soup goes on by itself, and
//! hands the stove on, although nobody awaits it any more. In Rust it goes on when it is polled,
//! and whoever ought to poll it waits for the egg.

mod deadlock;
mod futurelock;
mod lost_waker;
mod told;

use std::time::Duration;

use tokio::time::{Instant, timeout};
use visualize_future::lints::Lint;
use visualize_future::xray::LastSnapshots;
use visualize_future_examples::{heading, item_text, paused_runtime, show_trace_beside};

const LOST_WAKER: &str = include_str!("lost_waker.rs");
const FUTURELOCK: &str = include_str!("futurelock.rs");

/// Runs the program as a task for a day of the clock, which takes no time. If it is not done by
/// then, it is looked at.
fn run(program: impl Future<Output = ()> + Send + 'static, look: impl FnOnce()) {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);
    paused_runtime().block_on(async {
        let start = Instant::now();
        match timeout(DAY, tokio::spawn(program)).await {
            Ok(done) => {
                done.expect("it does not panic");
                println!("done after {} minutes", start.elapsed().as_secs() / 60);
            }
            Err(_) => {
                println!("a day later: nothing");
                look();
            }
        }
    });
}

fn stuck_after_all() {
    panic!("the fixed program is stuck, too");
}

fn main() {
    let (lints, told) = told::lints();
    show_trace_beside("visualize_future=warn", lints);
    let last = LastSnapshots::keep();

    heading("It waits, and nobody can wake it");
    println!("{}", item_text("impl Future for Forgets", LOST_WAKER));
    run(lost_waker::stuck(), || told.wait_for(Lint::LostWaker));
    heading("Fixed: it keeps the waker");
    run(lost_waker::fixed(), stuck_after_all);

    heading("It is woken, and nobody polls it");
    println!("{}", item_text("async fn dinner(", FUTURELOCK));
    run(futurelock::stuck(), || told.wait_for(Lint::Futurelock));
    heading("Fixed: `select!` has the soup by value, and drops it");
    run(futurelock::fixed(), stuck_after_all);

    heading("Each waits for the other");
    run(deadlock::stuck(), || deadlock::print(&last));
    heading("Fixed: the locks are taken in the same order");
    run(deadlock::fixed(), stuck_after_all);
}
