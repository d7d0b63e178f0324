//! A fuzzer of the attribute itself: whatever tokens it is given, it answers with tokens that
//! parse, soon, and where it reports an error, it keeps the user's item.
//!
//! In reading order: [`corpus`] finds the `async fn`s of source trees, as trees of [`token`]s;
//! [`mutate`] changes them; [`check`] says what is wrong with what the lowering makes of them;
//! [`worker`] does this again and again, and [`watch`] sees to it that the worker neither crashes
//! nor hangs; [`shrink`] makes a finding small, and [`kept`] are those that are tested ever after.

pub mod check;
pub mod corpus;
pub mod input;
pub mod kept;
pub mod mutate;
pub mod options;
pub mod panics;
pub mod rustc;
pub mod shrink;
pub mod token;
pub mod watch;
pub mod worker;
