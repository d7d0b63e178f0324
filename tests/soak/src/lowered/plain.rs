//! The functions as they are.

// The same source, on purpose.
#![allow(clippy::duplicate_mod)]

pub(crate) use visualize_future_tests_attributes::plain as machine;

#[path = "../service/mod.rs"]
pub(crate) mod service;

/// Nobody has numbered it.
pub(crate) fn id_of<F>(_: &F) -> Option<u64> {
    None
}

/// Nobody has counted.
pub(crate) fn polls_of<F>(_: &F) -> Option<u32> {
    None
}
