//! Models: small programs of a few threads which use what threads share here. loom runs each in
//! every interleaving, and with every value that a load may see. See `.ci/loom`.
//!
//! `tracing`'s own locks and lists are not modelled, so that no model makes an event. The
//! callsites of a machine are published as the segments of the slab are.

mod interest;
mod owned;
mod slab;
mod waker;
mod watcher;

pub(super) use owned::is_wanted;
pub(super) use waker::suspect;
