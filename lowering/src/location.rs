//! Places in the source.

use std::fmt;

use proc_macro2::Span;

/// A place in the source, counted as `line!()` and `column!()` count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file, as rustc names it; empty where tokens come from no file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Location {
    /// Where the span starts.
    pub fn of(span: Span) -> Self {
        let start = span.start();
        Location {
            file: span.file(),
            line: start.line,
            column: start.column + 1,
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}
