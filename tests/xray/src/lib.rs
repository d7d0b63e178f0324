//! The judge of `visualize-future-xray`: `rustc -Zprint-type-sizes` prints the layout of each
//! coroutine that it lays out, and what the library reads from the debug info of the same
//! compilation must be equal, to the byte.
//!
//! [`printed`] reads what rustc prints, [`build`] compiles the samples, [`configuration`] lists
//! the ways in which they are, and [`comparison`] pairs and compares.
//! DEVELOPMENT.md says how to use it.

pub mod build;
pub mod comparison;
pub mod configuration;
pub mod printed;
pub mod table;
