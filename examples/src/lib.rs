//! What the lessons share: how they print, a clock that takes no time, charts of runs, cutting a
//! function out of the lesson's own source, and showing the enum that a machine is.

mod chart;
mod clock;
mod cut_out;
mod enum_text;
mod lesson;
mod wrap;

pub use chart::{LEGEND, chart};
pub use clock::{compute, minutes, paused_runtime};
pub use cut_out::{function_text, item_text};
pub use enum_text::enum_text;
pub use lesson::{heading, memory_map, show_trace, show_trace_beside};
pub use wrap::wrapped;
