//! The compiler's own state machines, read from a program's debug info.

mod coroutine;
mod image;
mod location;
mod names;
mod not_available;
mod padding;
mod slot;
mod state;
mod table;

pub use coroutine::{Coroutine, CoroutineKind, Tag};
pub use image::Image;
pub use location::Location;
pub use not_available::{NotAvailable, Reason};
pub use slot::{Confidence, Role, Slot};
pub use state::State;
