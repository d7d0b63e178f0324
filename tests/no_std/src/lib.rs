//! Annotated functions as firmware has them: without `std`, without `alloc`, run by an executor
//! whose tasks are statics.
//!
//! The tests run them on the host, and `tests/bare` in a program that is not linked with any
//! library but `core`.

//!
//! Without the promise of one thread, a statement that needs it is refused when it is compiled:
//!
#![cfg_attr(not(feature = "single-thread"), doc = "```compile_fail,E0080")]
#![cfg_attr(feature = "single-thread", doc = "```")]
//! # use std::pin::pin;
//! # use std::task::{Context, Waker};
//! use visualize_future::visualize_future;
//!
//! fn longest(word: &String, length: usize) -> usize {
//!     word.len().max(length)
//! }
//!
//! #[visualize_future(lowering = "explicit")]
//! async fn measured(word: &str) -> usize {
//!     longest(&word.to_string(), std::future::ready(3).await)
//! }
//! # let _ = pin!(measured("")).poll(&mut Context::from_waker(Waker::noop()));
//! ```

#![no_std]

mod arguments;
mod compiled;
pub mod executor;
mod generic;
pub mod leaf;
mod machines;
mod methods;
pub mod room;
mod select;
mod self_reference;
#[cfg(feature = "single-thread")]
mod statement;
pub mod text;

pub use arguments::{checked, named, shown};
pub use compiled::two_awaits;
pub use generic::{Bus, Ramp, transfer};
pub use machines::{find, has};
pub use methods::{Read, Sensor};
pub use select::{Either, first};
pub use self_reference::self_reference;
#[cfg(feature = "single-thread")]
pub use statement::total;
