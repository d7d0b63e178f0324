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
//!   each future, at the line and column of the `.await` that it speaks of. [`vocabulary`] has
//!   their names; any subscriber can listen.
//! - **The terminal view**, with the feature `view`: [`init`][i] shows it in one line, and
//!   [`view::View`][v] is a layer that composes with others. `RUST_LOG` chooses what it shows.
//! - **The lints** tell of futures that go wrong while they run: blocked executors, lost wakers,
//!   futures that nobody polls. See [`lints`].
//!
//! # Features
//!
//! | feature | what it does |
//! |---|---|
//! | `view` | the terminal view; depends on `tracing-subscriber` |
//! | `off` | hands every annotated function back as it was written: no trace, no inspection, no cost. A function then returns its plain future, without the methods of [`Visualized`] |
//!
//! Neither is on by default. While nobody listens, a poll reads one byte to know that, and
//! computes nothing for the trace.
//!
#![cfg_attr(feature = "view", doc = "[i]: init()\n[v]: view::View")]
#![cfg_attr(not(feature = "view"), doc = "[i]: #features\n[v]: #features")]
#![cfg_attr(not(feature = "std"), no_std)]

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
#[cfg(feature = "view")]
pub mod view;

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
