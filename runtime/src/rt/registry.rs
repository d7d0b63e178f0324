//! The list of all machines, put together by the linker.

use std::ptr;
use std::sync::atomic::AtomicPtr;

use crate::Machine;
use crate::watch::sites::Sites;

/// All machines in the program.
#[linkme::distributed_slice]
pub static MACHINES: [&'static Machine];

/// What the runtime keeps with a machine.
#[derive(Debug)]
pub struct MachineCells {
    /// Its callsites; null until they are needed.
    pub(crate) sites: AtomicPtr<Sites>,
}

impl MachineCells {
    /// Nothing yet; written into each machine's static, so that it is not shared.
    #[allow(clippy::declare_interior_mutable_const)]
    pub const NEW: MachineCells = MachineCells {
        sites: AtomicPtr::new(ptr::null_mut()),
    };
}
