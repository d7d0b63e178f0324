//! The cases under the attribute, with the compiler lowering.

// One source, compiled three times, is the point.
#![allow(clippy::duplicate_mod)]

pub(crate) use visualize_future_tests_attributes::compiler as machine;

#[path = "cases/mod.rs"]
pub(crate) mod cases;
