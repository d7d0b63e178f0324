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

//! A box is known for one where its type cannot be named: what moves a part out of it is refused,
//!
//! ```compile_fail,E0080
//! # use std::pin::pin;
//! # use std::task::{Context, Waker};
//! use visualize_future::visualize_future;
//!
//! struct Inner { list: Box<u8> }
//! struct Outer { boxed: Box<Inner>, other: String }
//!
//! #[visualize_future(lowering = "explicit")]
//! async fn takes(outer: Outer) -> usize {
//!     std::future::ready(()).await;
//!     let list = outer.boxed.list.into_pin();
//!     std::future::ready(()).await;
//!     usize::from(*list) + outer.other.len()
//! }
//! # trait IntoPin { fn into_pin(self) -> Self; }
//! # impl IntoPin for Box<u8> { fn into_pin(self) -> Self { self } }
//! # let outer = Outer { boxed: Box::new(Inner { list: Box::new(1) }), other: String::new() };
//! # let _ = pin!(takes(outer)).poll(&mut Context::from_waker(Waker::noop()));
//! ```
//!
//! and what moves a part out of another place is not, if that is larger than a box:
//!
//! ```
//! # use std::pin::pin;
//! # use std::task::{Context, Waker};
//! use visualize_future::visualize_future;
//!
//! struct Inner { list: Box<u8>, numbers: [u64; 2] }
//! struct Outer { inner: Inner, other: String }
//!
//! #[visualize_future(lowering = "explicit")]
//! async fn takes(outer: Outer) -> usize {
//!     std::future::ready(()).await;
//!     let list = outer.inner.list.into_pin();
//!     std::future::ready(()).await;
//!     usize::from(*list) + outer.other.len()
//! }
//! # trait IntoPin { fn into_pin(self) -> Self; }
//! # impl IntoPin for Box<u8> { fn into_pin(self) -> Self { self } }
//! # let inner = Inner { list: Box::new(1), numbers: [0; 2] };
//! # let outer = Outer { inner, other: String::new() };
//! # let _ = pin!(takes(outer)).poll(&mut Context::from_waker(Waker::noop()));
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
pub use compiled::{around, two_awaits};
pub use generic::{Bus, Ramp, transfer};
pub use machines::{find, has};
pub use methods::{Read, Sensor};
pub use select::{Either, first};
pub use self_reference::self_reference;
#[cfg(feature = "single-thread")]
pub use statement::{total, total_of_two};
