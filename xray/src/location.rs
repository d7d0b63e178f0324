//! A place in the source.

use std::fmt;

/// A line of a source file, as debug info knows it: without the column.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Location {
    /// The file's path, as the compiler was given it, joined to the folder that it ran in if it
    /// stands elsewhere.
    pub file: String,
    /// The line, counted from 1.
    pub line: u64,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}
