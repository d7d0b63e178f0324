//! See the state machine inside an `async fn`.
//!
//! Put [`#[visualize_future]`][macro@visualize_future] on an `async fn`, and the function *is*
//! the `enum` that the compiler would have hidden: it really runs, on stable Rust and on any
//! executor, and it can be watched.
//!
//! ```
//! use std::pin::pin;
//! use std::task::{Context, Poll, Waker};
//!
//! use visualize_future::visualize_future;
//! # use std::future::{self, Future};
//! # fn some_io() -> impl Future<Output = ()> {
//! #     let mut polled = false;
//! #     future::poll_fn(move |_| {
//! #         if std::mem::replace(&mut polled, true) { Poll::Ready(()) } else { Poll::Pending }
//! #     })
//! # }
//!
//! #[visualize_future]
//! async fn example() -> i32 {
//!     let x = [7; 1024];
//!     let y = &x;
//!     some_io().await;
//!     y[0]
//! }
//!
//! let mut future = pin!(example());
//! let mut cx = Context::from_waker(Waker::noop());
//!
//! assert_eq!(future.state().name, "Unresumed");
//! assert!(future.as_mut().poll(&mut cx).is_pending());
//!
//! // It waits. Where, and for what?
//! let state = future.state();
//! assert_eq!(state.name, "Suspend0");
//! assert_eq!(state.awaiting, "some_io()");
//! println!("{}, at {}", state.awaiting, state.location);
//!
//! // What does it hold meanwhile? A reference from one of its locals to another: that is why
//! // it is pinned.
//! let memory = future.as_ref().memory();
//! println!("{memory}");
//! # // Memory can be read on Linux only.
//! # if cfg!(target_os = "linux") {
//! let pointers = memory.pointers.unwrap();
//! assert_eq!((pointers[0].from, pointers[0].to), ("y", "x"));
//! # }
//!
//! assert_eq!(future.as_mut().poll(&mut cx), Poll::Ready(7));
//! assert_eq!(future.state().name, "Returned");
//! ```
//!
//! # Where to look
//!
//! - **The attribute**, [`#[visualize_future]`][macro@visualize_future]: its arguments, what it
//!   supports, and two of its expansions, commented.
//! - **The future** that an annotated function returns is a [`Visualized`]: its
//!   [state](Visualized::state), its [`Layout`], and its [`Memory`] at this moment.
//! - **The machine**, known before anything runs, is a [`Machine`]: its states, transitions and
//!   saved locals; [`Machine::diagram`] draws it, and [`machines`] lists all of the program.
//! - **The trace**: each poll, transition, wake and end is a [`tracing`](https://docs.rs/tracing) event inside a span for
//!   each future, at the line and column of the `.await` that it speaks of. [`vocabulary`][o] has
//!   their names; any subscriber can listen.
//! - **The terminal view**, with the feature `view`: [`init`][i] shows it in one line, and
//!   [`view::View`][v] is a layer that composes with others. `RUST_LOG` chooses what it shows.
//! - **The lints** tell of futures that go wrong while they run: blocked executors, lost wakers,
//!   futures that nobody polls, or not any more. See [`lints`][l].
//! - **Step by step**, with the feature `step`: a [`Stepper`][e] polls once when a test or a lesson
//!   says so, what is awaited is scripted, and the trace is expected.
//! - **Snapshots** of any future, annotated or not, down to the timer or socket that it waits for,
//!   with the feature `xray`: see [below](#x-ray) and the module [`xray`][x].
//!
//! # Features
//!
//! | feature | what it does |
//! |---|---|
//! | `std` | on by default: the trace, the lints, and which local points into which |
//! | `alloc` | lists in vectors, such as [`Layout`]'s `states`, and diagrams with all their edges drawn; `std` has it |
//! | `unsafe-single-thread` | without `std`, a promise of the program: see below |
//! | `step` | futures step by step, for tests and lessons: the module [`step`][e]; has `view` |
//! | `view` | the terminal view; depends on `tracing-subscriber`, and has `std` |
//! | `xray` | snapshots of live futures, read from debug info; depends on `gimli` and `object`, and has `std` |
//! | `off` | hands every annotated function back as it was written: no trace, no inspection, no cost. A function then returns its plain future, without the methods of [`Visualized`] |
//!
//! While nobody listens, a poll reads one byte to know that, and computes nothing for the trace.
//!
//! # X-ray
//!
//! With the feature `xray`, any future can be looked into, also those of crates that nobody has
//! annotated: where it waits, what it holds, what it awaits, down to the leaves. That is read from
//! the program's debug info and memory, on Linux, and needs `debug = 2`, which the profile `dev` has
//! by itself. [`Probe`][p] wraps a future, `#[visualize_future(xray)]` does the same for a
//! function, and [`LastSnapshots`][k] answers what all of them are doing:
//!
#![cfg_attr(feature = "xray", doc = "```")]
#![cfg_attr(not(feature = "xray"), doc = "```ignore")]
//! use std::time::Duration;
//! use visualize_future::visualize_future;
//! use visualize_future::xray::{LastSnapshots, Probe};
//!
//! async fn fetch(key: &str) -> usize {
//!     tokio::time::sleep(Duration::from_secs(3600)).await;
//!     key.len()
//! }
//!
//! #[visualize_future(xray)]
//! async fn handler(user: u32) -> usize {
//!     let key = format!("user/{user}");
//!     fetch(&key).await
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let last = LastSnapshots::keep();
//! tokio::spawn(handler(7));
//! tokio::spawn(Probe::new(async { fetch("news").await }));
//! tokio::task::yield_now().await;
//!
//! // Why does nothing happen?
//! println!("{last}");
//! # assert_eq!(last.all().len(), 2);
//! # }
//! ```
//!
//! It prints
//!
//! ```text
//! future 1, shop::handler, poll 1, 12 s ago
//! suspended at src/main.rs:13:17 awaiting fetch(&key)
//! async fn handler  192 bytes  Suspend0 @ src/main.rs:13
//! │  +12        4 B  user: u32  = 7
//! │  +16       24 B  key: String  ~ "user/7"
//! └─ awaitee: async fn fetch  152 bytes  Suspend0 @ src/main.rs:6
//!    │  +0        16 B  key: &str  captured  ~ (moved out by the first poll)
//!    │  +16       16 B  key: &str  ~ "user/7"
//!    └─ __awaitee: Sleep  112 bytes
//!
//! future 2, probed at src/main.rs:20:18, poll 1, 12 s ago
//! suspended at src/main.rs:20 awaiting async fn fetch
//! async block in main  160 bytes  Suspend0 @ src/main.rs:20
//! └─ __awaitee: async fn fetch  152 bytes  Suspend0 @ src/main.rs:6
//!    │  +0        16 B  key: &str  captured  ~ (moved out by the first poll)
//!    │  +16       16 B  key: &str  ~ "news"
//!    └─ __awaitee: Sleep  112 bytes
//! ```
//!
//! While somebody listens, each poll that returns `Pending` costs the time of a snapshot: some
//! tens of microseconds if what reads debug info is optimised, ten times that if not. The first of
//! a program costs some twenty milliseconds, or hundreds: what is found out then is kept. These
//! lines in `Cargo.toml` have it optimised in debug builds, too:
//!
//! ```toml
//! [profile.dev.package]
//! gimli.opt-level = 3
//! memchr.opt-level = 3
//! object.opt-level = 3
//! rustc-demangle.opt-level = 3
//! rustc-hash.opt-level = 3
//! visualize-future-xray.opt-level = 3
//! ```
//!
//! # Without `std`
//!
//! ```toml
//! visualize-future = { version = "0.1", default-features = false, features = ["unsafe-single-thread"] }
//! ```
//!
//! With `default-features = false` the crate needs nothing but `core`: no heap, no system, and no
//! atomic instruction but loads and stores. A function becomes the same `enum`, runs on the same
//! executors, such as embassy's, and can be asked for its [state](Visualized::state), its
//! [polls](Visualized::polls), its [layout](Layout::fields_of), the [addresses](Memory::saved) of its
//! saved locals, and its machine's description and diagram. Each prints itself to any
//! [`core::fmt::Write`].
//!
//! What is not there, and why:
//!
//! - **The trace and the lints.** They need to know threads and the time, and a lock that a waker
//!   may take, which interrupts call. The attribute's arguments that speak of them compile and do
//!   nothing, but for a `level` by its path and a `parent` other than `None`, which are of
//!   `tracing`'s types. [`id`](Visualized::id) is `None`.
//! - **Which local points into which.** The system has to read the memory, since some of it may
//!   not have been written. The memory map says instead from a borrow of which local the source
//!   initialises another.
//! - **Edges beside the boxes of a diagram**, without `alloc`: they stand as words in the box.
//! - **Parts of what is as large as a `Box`**, without `alloc`: a method that moves a part out of a
//!   struct of one word or two which has something to drop is refused when it is compiled, as it
//!   is with a `Box`, whose type cannot be told from others then.
//!
//! Two things are handed to the code inside a future through a variable of the thread, which
//! `core` does not have: in which await a function is that rustc lowers, and the saved locals of a
//! statement whose temporaries live across its await. The feature **`unsafe-single-thread`**
//! promises that all futures of the program are polled by one thread on one core. Interrupts may
//! poll futures, too. Where threads preempt each other, or two cores poll, the promise is broken
//! and behaviour undefined; a library leaves the choice to the program. Without the feature,
//! - a machine of the compiler lowering that waits is in a state named `Suspended`, which says
//!   nothing of where it is; its ends, polls and layout are known as ever;
//! - such a statement, and one with a macro that the attribute does not know, is a compile error,
//!   which names ways out.
//!
//! A panic need not unwind: with `panic = "abort"` there simply is no state `Panicked` to be seen.
//! The list of [`machines`] is put together by the linker, on bare metal too: of the section
//! `visualize_future_0_1`, which holds constants only and stays in flash.
//!
#![cfg_attr(feature = "step", doc = "[e]: step")]
#![cfg_attr(not(feature = "step"), doc = "[e]: #features")]
#![cfg_attr(feature = "view", doc = "[i]: init()\n[v]: view::View")]
#![cfg_attr(not(feature = "view"), doc = "[i]: #features\n[v]: #features")]
#![cfg_attr(
    feature = "xray",
    doc = "[x]: xray\n[p]: xray::Probe\n[k]: xray::LastSnapshots"
)]
#![cfg_attr(
    not(feature = "xray"),
    doc = "[x]: #features\n[p]: #features\n[k]: #features"
)]
#![cfg_attr(feature = "std", doc = "[l]: lints\n[o]: vocabulary")]
#![cfg_attr(not(feature = "std"), doc = "[l]: #features\n[o]: #features")]
#![cfg_attr(not(feature = "std"), no_std)]
// What the models leave out is not used there.
#![cfg_attr(visualize_future_loom, allow(dead_code))]

#[cfg(feature = "alloc")]
extern crate alloc;
/// The machines that integration tests describe serve unit tests, too.
#[cfg(test)]
extern crate self as visualize_future;

mod diagram;
mod layout;
#[cfg(feature = "std")]
pub mod lints;
mod location;
mod machine;
mod machines;
mod terminal;
#[cfg(not(feature = "std"))]
mod unwatched;
mod visualized;
#[cfg(feature = "std")]
pub mod vocabulary;
#[cfg(feature = "std")]
mod watch;

#[doc(hidden)]
pub mod rt;
#[cfg(not(feature = "std"))]
use unwatched as watch;
#[cfg(feature = "step")]
pub mod step;
#[cfg(feature = "view")]
pub mod view;
#[cfg(feature = "xray")]
pub mod xray;

pub use diagram::Diagram;
pub use layout::{FieldLayout, FieldMemory, Layout, Memory, NotAvailable};
#[cfg(feature = "alloc")]
pub use layout::{Padding, Pointer, StateLayout};
pub use location::Location;
pub use machine::{
    Child, LocalInfo, LocalKind, Lowering, Machine, MachineParts, Reason, State, Transition, Via,
};
pub use machines::machines;
#[cfg(feature = "view")]
pub use view::{InitError, init, try_init};
pub use visualized::Visualized;

#[doc = include_str!("attribute.md")]
#[cfg_attr(not(feature = "std"), doc = "\n[`vocabulary`]: crate#without-std")]
///
/// ## The function
///
/// ```
/// # use visualize_future::visualize_future;
/// # async fn some_io() {}
#[doc = include_str!("../expansions/self_reference.rs")]
/// # assert_eq!(example().machine().states().len(), 4);
/// ```
///
/// ## Explicitly, as an `enum`
///
/// ```
/// # async fn some_io() {}
#[doc = include_str!("../expansions/self_reference.explicit.rs")]
/// # assert_eq!(example().machine().lowering(), visualize_future::Lowering::Explicit);
/// ```
///
/// ## By the compiler
///
/// ```
/// # async fn some_io() {}
#[doc = include_str!("../expansions/self_reference.compiler.rs")]
/// # assert_eq!(example().machine().lowering(), visualize_future::Lowering::Compiler);
/// ```
pub use visualize_future_macros::visualize_future;
