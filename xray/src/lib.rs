//! The compiler's own state machines, read from a program's debug info.

mod comparison;
mod coroutine;
mod image;
mod live;
mod location;
mod model;
mod names;
mod not_available;
mod padding;
mod sentence;
mod slot;
mod snapshot;
mod state;
mod table;
mod tree;
mod value;
mod why_large;

pub use comparison::{Comparison, Difference, StateComparison};
pub use coroutine::{Coroutine, CoroutineKind, Tag};
pub use image::Image;
pub use live::{Suspended, inspect};
pub use location::Location;
pub use not_available::{NotAvailable, Reason};
pub use slot::{Confidence, Role, Slot};
pub use snapshot::{FutureSnapshot, SelfReference, SlotSnapshot, Snapshot, StateSnapshot};
pub use state::State;
pub use value::Value;
pub use why_large::{Change, Saving, WhyLarge};
