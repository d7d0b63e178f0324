//! The machines that the linker listed.

use visualize_future::Machine;

/// The machine of that name.
pub fn find(name: &str) -> Option<&'static Machine> {
    visualize_future::machines().find(|machine| machine.name() == name)
}

/// Whether there is one.
pub fn has(name: &str) -> bool {
    find(name).is_some()
}
