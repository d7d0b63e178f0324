//! 6. `Send`, `Sync`, and what is held across an await.
//!
//! A task that waits may continue on another thread, and then everything that its future holds goes
//! there, too. The compiler allows that for types that are `Send`. A future is `Send` if all that
//! it saves is, and its arguments; what is gone before the `.await` does not count. And `&T` is
//! `Send` if `T` is `Sync`: if several threads may look at it at once.
//!
//! What is held across an await is held while others run. For a lock this means that nobody else
//! gets it, for as long as the future waits.
//!
//! `cargo run --example 06_send`
//!
//! # In TypeScript
//!
//! ```ts
//! import { MessageChannel } from "node:worker_threads";
//!
//! const minutes = (n: number) => new Promise<void>(done => setTimeout(done, n));
//! let plates = 0;
//!
//! async function carry(): Promise<void> {
//!   const before = plates;
//!   await minutes(1);
//!   plates = before + 1;
//! }
//!
//! await Promise.all([carry(), carry()]);
//! console.log("plates:", plates);
//!
//! try {
//!   new MessageChannel().port1.postMessage(carry());
//! } catch (error) {
//!   console.log((error as Error).name);
//! }
//! ```
//!
//! prints
//!
//! ```text
//! plates: 1
//! DataCloneError
//! ```
//!
//! Two functions can get in each other's way on one thread: whatever was read before an `await` may
//! be different after it. In Rust that is no different, and a lock is a way out of it. But a
//! promise stays on its thread: it cannot be sent to another one, nor can functions be, and an
//! instance of a class arrives without its methods: all of that is found out when the program runs.
//! In Rust all of it may go, and what may not, the compiler refuses.

mod held;
mod lock;
mod migration;

use visualize_future_examples::heading;

fn main() {
    heading("What is saved decides whether the future is `Send`");
    held::show();

    heading("Why it matters: a task continues on whichever thread is free");
    migration::show();

    heading("A lock is held for as long as its holder waits");
    lock::show();
}
