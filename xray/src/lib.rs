//! X-ray: the state machines that the compiler itself built, read from a program's debug info, and
//! the futures of the running program, read from its memory.
//!
//! No function needs to be annotated, nothing is recompiled in another way, and nothing of the
//! program changes. What is needed is debug info with types, `debug = 2`, which the profile `dev`
//! has by itself, for the crate that asks.
//!
//! - [`inspect`] looks into a live future: its state, its saved locals with their values, which of
//!   them point into the future itself, and the futures that it awaits, through boxes, `dyn
//!   Future`, `join!` and `select!`, down to the leaves. [`Suspended`] is the same in one line, for
//!   `{:?}`.
//! - [`Image`] reads a program's file, this one's or another's, and lists
//!   [its coroutines](Image::coroutines) with what lies where in each state.
//!   [`Coroutine::why_large`] tells what makes one large, and what each change would save.
//! - [`Image::comparisons`] sets the enum of each function that is annotated with
//!   `#[visualize_future]` beside the coroutine that rustc would have run.
//!
//! ```
//! use std::future::Future;
//! use std::pin::pin;
//! use std::task::{Context, Waker};
//!
//! use visualize_future_xray::inspect;
//!
//! async fn lookup(key: &str) -> usize {
//!     std::future::pending::<()>().await;
//!     key.len()
//! }
//!
//! async fn report() -> usize {
//!     let key = String::from("orders");
//!     lookup(&key).await
//! }
//!
//! let mut future = pin!(report());
//! let _ = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
//! match inspect(future.as_ref()) {
//!     Ok(snapshot) => println!("{snapshot}"),
//!     Err(why) => println!("{why}"),
//! }
//! ```
//!
//! ```text
//! async fn report  72 bytes  Suspend0 @ src/main.rs:12
//! │  +0        24 B  key: String  ~ "orders"
//! └─ __awaitee: async fn lookup  40 bytes  Suspend0 @ src/main.rs:6
//!    │  +0        16 B  key: &str  captured  ~ (moved out by the first poll)
//!    │  +16       16 B  key: &str  ~ "orders"
//!    └─ __awaitee: Pending<()>  0 bytes
//! ```
//!
//! # How far it can be trusted
//!
//! Whatever is shown is what rustc wrote down, or what lies in memory. Where that is not enough,
//! it says so:
//!
//! - A slot's place is [exact, repaired or unknown](Confidence): debug info has one entry for all
//!   locals of one name in a state, and of the others an optimised build does not tell where they
//!   are.
//! - `=` stands before a value that is certain, and `~` before one that is not: rustc keeps the
//!   place of a local that was ever borrowed until its scope ends, even if it was moved out, and
//!   nothing tells. What `~` shows is what lies there now.
//! - Futures are followed from what is awaited only, through what it owns or exclusively borrows,
//!   which must be there as it will be polled again: not through `Arc`, raw pointers, or into
//!   `FuturesUnordered`, which uses both.
//! - Which types are futures by hand is known by the names of symbols; one whose `poll` was inlined
//!   everywhere is shown as a part of what holds it.
//! - An `.await` has a line, but no column. One that a macro of another file writes, such as
//!   `tokio::join!`, has the line of the macro's call; one of a macro of the same file has that in
//!   the macro's definition.
//! - Everything else is a [`NotAvailable`] with its [`Reason`]: never a guess. The two words of a
//!   `&dyn` and the beginning of a vtable are customs of rustc's, no promises, so that they are
//!   checked at each call.
//!
//! # Where it works
//!
//! | what | where |
//! |---|---|
//! | live futures | Linux, where `process_vm_readv` or `/proc/self/mem` is allowed |
//! | files | ELF, Mach-O and others, with DWARF 4 or 5 inside, compressed or not, or split by `split-debuginfo` (`.dwp`, `.dwo`); not PDB |
//! | profiles | any: optimised, with link-time optimisation, `panic = "abort"`. Dependencies may have been built without debug info; what is only theirs is then unknown |
//!
//! With `debug = 1` or `"line-tables-only"` there are no types, and nothing can be told.
//!
//! # What it costs
//!
//! Nothing until it is asked. Then a few units of debug info are read, and kept: for a program of 65
//! MB, on the machine where this was written, some 25 ms for the first three trees and 0.3 ms
//! for each one after, or a quarter and a three-hundredth of what reading all of it takes; `cargo xray-cost`
//! measures it. That is with a reader that is optimised; a debug build takes some six times as
//! long, unless its profile says
//!
//! ```toml
//! [profile.dev.package]
//! gimli = { opt-level = 3 }
//! memchr = { opt-level = 3 }
//! object = { opt-level = 3 }
//! rustc-demangle = { opt-level = 3 }
//! rustc-hash = { opt-level = 3 }
//! visualize-future-xray = { opt-level = 3 }
//! ```

mod comparison;
mod coroutine;
mod image;
mod live;
mod location;
mod model;
mod names;
mod not_available;
mod padding;
mod sentence;
mod slot;
mod snapshot;
mod state;
mod table;
mod tree;
mod value;
mod why_large;

pub use comparison::{Comparison, Difference, StateComparison};
pub use coroutine::{Coroutine, CoroutineKind, Tag};
pub use image::Image;
pub use live::{Suspended, inspect};
pub use location::Location;
pub use not_available::{NotAvailable, Reason};
pub use slot::{Confidence, Role, Slot};
pub use snapshot::{FutureSnapshot, SelfReference, SlotSnapshot, Snapshot, StateSnapshot};
pub use state::State;
pub use value::Value;
pub use why_large::{Change, Saving, WhyLarge};
