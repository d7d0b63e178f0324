//! What the tests of the diagram and of the view share.
#![allow(dead_code, reason = "each test binary uses a part of it")]
#![allow(
    unreachable_pub,
    reason = "the modules are private to each test binary"
)]

#[cfg(feature = "view")]
pub mod captured;
pub mod gate;
pub mod machines;
pub mod snapshot;
