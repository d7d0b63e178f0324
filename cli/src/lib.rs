//! What `cargo visualize-future` does, for its binary and for this project's own tools; it is no
//! library for others, and changes as it likes.

pub mod annotate;
pub mod coverage;
mod edition;
mod functions;
mod sources;
pub mod xray;
