//! The functions under the attribute.

// The same source, on purpose.
#![allow(clippy::duplicate_mod)]

use visualize_future::Visualized;
use visualize_future::rt::Body;

pub(crate) use visualize_future::visualize_future as machine;

#[path = "../service/mod.rs"]
pub(crate) mod service;

/// The number of the future in the trace.
pub(crate) fn id_of<B: Body>(future: &Visualized<B>) -> Option<u64> {
    future.id()
}

/// How often it says that it was polled.
pub(crate) fn polls_of<B: Body>(future: &Visualized<B>) -> Option<u32> {
    Some(future.polls())
}
