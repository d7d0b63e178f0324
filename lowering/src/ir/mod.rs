//! From a function to its machine.
//!
//! In reading order: `desugar` writes out macros, [`resolve`] finds the locals and every mention
//! of them, [`graph`] the order in which things happen, [`flow`] what is alive where, [`borrows`]
//! what may point into what, and [`build()`] puts the machine together.

pub mod borrows;
pub mod build;
mod context;
pub(crate) mod desugar;
pub mod flow;
pub mod graph;
mod literal;
pub mod local;
pub(crate) mod macros;
pub mod pattern;
mod print;
pub mod resolve;
pub(crate) mod syntax;
mod trace_graph;

pub use build::{Ir, build};
pub use resolve::Resolved;
