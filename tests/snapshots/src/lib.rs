//! What the tests of snapshots share.

mod compare;
mod world;

pub use compare::{check, check_text, poll_once};
pub use world::{Io, some_io};
