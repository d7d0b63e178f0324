//! The functions that are measured, by what makes their futures large.

mod branches;
mod buffers;
mod flags;
mod generic;
mod linear;
mod loops;
mod macros;
mod methods;
mod parameters;
mod services;
mod statements;

use super::machine;

/// The size of each function's future.
pub(crate) fn sizes() -> Vec<(&'static str, usize)> {
    [
        linear::sizes(),
        parameters::sizes(),
        branches::sizes(),
        loops::sizes(),
        buffers::sizes(),
        flags::sizes(),
        statements::sizes(),
        methods::sizes(),
        generic::sizes(),
        macros::sizes(),
        services::sizes(),
    ]
    .concat()
}

/// The sizes of the futures that those calls give.
macro_rules! measured {
    ($($function:ident $arguments:tt),* $(,)?) => {
        pub(super) fn sizes() -> Vec<(&'static str, usize)> {
            vec![$((stringify!($function), size_of_val(&$function $arguments))),*]
        }
    };
}
use measured;
