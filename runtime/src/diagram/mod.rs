//! A machine as a picture made of text.

#[cfg(feature = "alloc")]
mod canvas;
mod contents;
mod edges;
#[cfg(feature = "alloc")]
mod paint;
#[cfg(feature = "alloc")]
mod rails;
#[cfg(any(test, not(feature = "alloc")))]
mod words;

use core::fmt;

use crate::terminal::{Style, styled, styled_by, width, width_of, wrapped};
use crate::{Location, Lowering, Machine};

/// A [`Machine`] as a diagram of text: its states below each other, with the line of each
/// await, what is awaited there and what is saved meanwhile, and the edges between them.
///
/// Nothing has to run for it. Without the feature `alloc`, an edge that does not lead to the next
/// state is not drawn: it stands as words in the state that it leaves.
///
/// Made by [`Machine::diagram`], written by its [`Display`]:
///
/// ```
/// for machine in visualize_future::machines() {
///     println!("{}", machine.diagram());
/// }
/// ```
///
/// [`Display`]: fmt::Display
#[derive(Debug, Clone, Copy)]
pub struct Diagram {
    machine: &'static Machine,
    columns: usize,
    ansi: bool,
}

/// No box is narrower than this inside, so that short functions do not look cramped.
const LEAST_INSIDE: usize = 30;

impl Machine {
    /// The machine as a diagram of text, 80 columns wide at most, without colour.
    pub fn diagram(&'static self) -> Diagram {
        Diagram {
            machine: self,
            columns: 80,
            ansi: false,
        }
    }
}

impl Diagram {
    /// The width to keep to, in characters: 80 unless set, and no less than 60.
    #[must_use]
    pub fn with_width(mut self, columns: usize) -> Self {
        self.columns = columns.max(60);
        self
    }

    /// Whether to colour it by ANSI escape sequences.
    #[must_use]
    pub fn with_ansi(mut self, ansi: bool) -> Self {
        self.ansi = ansi;
        self
    }

    /// `async fn shop::fetch` and where it stands.
    fn write_name(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keyword = "async fn ";
        let path = self.machine.path();
        let place = self.machine.location();
        let place_width = width_of(&place);
        styled(f, self.ansi, Style::Faint, keyword)?;
        styled(f, self.ansi, Style::Strong, path)?;
        let used = width(keyword) + width(path) + place_width;
        if used + 2 <= self.columns {
            write!(f, "{:1$}", "", self.columns - used)?;
        } else {
            write!(f, "\n{:1$}", "", self.columns.saturating_sub(place_width))?;
        }
        styled_by(f, self.ansi, Style::Faint, |f| write!(f, "{place}"))?;
        f.write_str("\n")
    }

    /// How it was lowered, and why not otherwise.
    fn write_lowering(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons = self.machine.reasons();
        let line = match self.machine.lowering() {
            Lowering::Explicit => "explicit lowering: an enum with these variants is what runs",
            Lowering::Compiler if reasons.is_empty() => {
                "compiler lowering: rustc's coroutine runs, each await is observed"
            }
            Lowering::Compiler => {
                "compiler lowering: rustc's coroutine runs, each await is observed, because"
            }
        };
        styled(f, self.ansi, Style::Faint, line)?;
        f.write_str("\n")?;
        for reason in reasons {
            let Location { line, column, .. } = reason.location;
            let (message, code) = (reason.message, reason.code);
            for (part, text) in wrapped(
                &format_args!("line {line}, column {column}: {message} [{code}]"),
                self.columns - 4,
            )
            .enumerate()
            {
                f.write_str(if part == 0 { "  - " } else { "    " })?;
                styled_by(f, self.ansi, Style::Warning, |f| write!(f, "{text}"))?;
                f.write_str("\n")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Diagram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_name(f)?;
        self.write_lowering(f)?;
        f.write_str("\n")?;
        #[cfg(feature = "alloc")]
        return paint::paint(self.machine, self.columns, paint::MOST_LANES).write(f, self.ansi);
        #[cfg(not(feature = "alloc"))]
        words::write(self.machine, self.columns, self.ansi, f)
    }
}
