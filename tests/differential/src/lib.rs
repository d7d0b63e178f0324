//! A differential fuzzer of the lowering: random async functions are compiled as they are, under
//! `#[visualize_future]`, and with the compiler lowering; whatever differs is a finding.
//!
//! In reading order: [`generate`] writes functions as trees ([`tree`]) in a [`vocabulary`] that
//! logs everything; [`project`] compiles them and says which are refused; [`harness`] runs
//! inside the compiled program and compares; [`batch`] does it all for many functions at once;
//! [`shrink`] makes a finding small, and [`regressions`] are those that were kept.

pub mod batch;
mod choice;
pub mod comparison;
pub mod errors;
pub mod explore;
pub mod finding;
pub mod generate;
pub mod harness;
pub mod lowered;
pub mod options;
pub mod project;
pub mod regressions;
pub mod replay;
mod report;
pub mod session;
pub mod shrink;
pub mod source;
pub mod summary;
pub mod tree;
pub mod types;
pub mod vocabulary;
