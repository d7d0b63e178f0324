//! The attribute's `ret` and `err`.

use core::fmt;

use tracing::{Level, Value, field};

use super::kind::Kind;
use super::{sites, thread};
use crate::Machine;

// Generic only so that the expansion's closures, whose parameter has no type, get one from
// the future and not from here.

/// `ret`, or `ret(Debug)`: tells of the returned value, at `level`.
pub fn returned_debug<T: fmt::Debug>(machine: &'static Machine, level: Level, value: &T) {
    tell(
        machine,
        Kind::Returned,
        level,
        "returned",
        &field::debug(value),
    );
}

/// `ret(Display)`.
pub fn returned_display<T: fmt::Display>(machine: &'static Machine, level: Level, value: &T) {
    tell(
        machine,
        Kind::Returned,
        level,
        "returned",
        &field::display(value),
    );
}

/// `err`, or `err(Display)`: tells of the returned error, at `level`.
pub fn failed_display<T: fmt::Display>(machine: &'static Machine, level: Level, error: &T) {
    tell(
        machine,
        Kind::Failed,
        level,
        "failed",
        &field::display(error),
    );
}

/// `err(Debug)`.
pub fn failed_debug<T: fmt::Debug>(machine: &'static Machine, level: Level, error: &T) {
    tell(machine, Kind::Failed, level, "failed", &field::debug(error));
}

fn tell(
    machine: &'static Machine,
    kind: Kind,
    level: Level,
    message: &'static str,
    value: &dyn Value,
) {
    // Called from inside the poll that returns; if that is not watched, it has no id.
    let future = thread::polled()
        .filter(|polled| core::ptr::eq(polled.machine, machine))
        .map(|polled| polled.id);
    sites::event_at(machine, 1, kind, level).event(&[
        Some(&format_args!("{message}")),
        future.as_ref().map(|future| future as &dyn Value),
        Some(value),
    ]);
}
