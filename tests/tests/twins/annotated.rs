//! The cases under the attribute.

// One source, compiled three times, is the point.
#![allow(clippy::duplicate_mod)]

pub(crate) use visualize_future::visualize_future as machine;

#[path = "cases/mod.rs"]
pub(crate) mod cases;
