//! What the lessons share: how they print, a clock that takes no time, charts of runs, cutting a
//! function out of the lesson's own source, showing the enum that a machine is, and asking whether
//! a value is `Send`.

mod auto_traits;
mod chart;
mod clock;
mod cut_out;
mod enum_text;
mod lesson;
mod wrap;

pub use auto_traits::{Asked, NotKnownToBeSend, yes_or_no};
pub use chart::{LEGEND, chart};
pub use clock::{compute, minutes, paused_runtime};
pub use cut_out::{function_text, item_text};
pub use enum_text::enum_text;
pub use lesson::{heading, memory_map, show_trace, show_trace_beside};
pub use wrap::wrapped;
