//! What the tests share: a world of scripted futures in which a function's whole behaviour is
//! written to a log, an executor that counts, and the comparison of twins.

pub mod auto_traits;
pub mod case;
pub mod executor;
pub mod explore;
pub mod io;
pub mod noisy;
pub mod recorder;
pub mod run;
pub mod world;

/// The README's Rust code, compiled and run as doc tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
