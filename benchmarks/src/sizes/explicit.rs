//! The functions as enums.

// One source, compiled twice, is the point.
#![allow(clippy::duplicate_mod)]

pub(crate) use visualize_future_tests_attributes::explicit as machine;

#[path = "functions/mod.rs"]
pub(crate) mod functions;
