//! The list of all machines, put together by the linker.

use crate::Machine;

/// All machines in the program.
#[linkme::distributed_slice]
pub static MACHINES: [&'static Machine];

/// What the runtime keeps with a machine.
#[derive(Debug)]
pub struct MachineCells {}

impl MachineCells {
    pub const NEW: MachineCells = MachineCells {};
}
