//! What the lessons share: how they print, cutting a function out of the lesson's own source, and
//! showing the enum that a machine is.

mod cut_out;
mod enum_text;
mod lesson;

pub use cut_out::{function_text, item_text};
pub use enum_text::enum_text;
pub use lesson::{heading, memory_map, show_trace};
