//! All machines of the program, without running any of them.

use crate::Machine;

/// The machines of all annotated functions that are linked into this program, in no
/// particular order.
pub fn machines() -> impl ExactSizeIterator<Item = &'static Machine> {
    crate::rt::registered().iter()
}
