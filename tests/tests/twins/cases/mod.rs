//! The functions that are compiled three times. They are written to be hard to lower, not to be
//! good: every one of them is behaviour that must be kept.
//!
//! The file is compiled under editions 2018, 2021 and 2024.

#![allow(
    clippy::await_holding_lock,
    clippy::await_holding_refcell_ref,
    clippy::let_and_return,
    clippy::let_unit_value,
    clippy::manual_is_multiple_of,
    clippy::needless_borrow,
    clippy::needless_question_mark,
    clippy::unused_unit,
    clippy::non_minimal_cfg,
    clippy::useless_vec,
    clippy::cast_abs_to_unsigned,
    clippy::never_loop,
    clippy::type_complexity
)]

pub(crate) use super::machine;

pub(crate) mod assigned;
pub(crate) mod borrows;
pub(crate) mod callables;
pub(crate) mod compose;
pub(crate) mod conditional;
pub(crate) mod drops;
#[cfg(feature = "edition-2024")]
pub(crate) mod edition_2024;
pub(crate) mod flow;
pub(crate) mod functions;
pub(crate) mod hygiene;
pub(crate) mod items;
pub(crate) mod macros;
pub(crate) mod methods;
pub(crate) mod moves;
pub(crate) mod parts;
pub(crate) mod patterns;
pub(crate) mod question;
pub(crate) mod scopes;
pub(crate) mod unknown;
