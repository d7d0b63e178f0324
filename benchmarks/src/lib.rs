//! What `visualize_future` costs, measured beside the plain function and its peer.
//!
//! The two commands are the binaries: `instructions` and `compile_time`.

pub mod budget;
pub mod callgrind;
pub mod drive;
pub mod sizes;
pub mod subjects;
pub mod table;
