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
        // Of a dependency from the registry, its name and version say enough.
        let in_registry = self.file.split_once("/registry/src/");
        let shown = in_registry.and_then(|(_, rest)| rest.split_once('/'));
        let shown = shown.map_or(&*self.file, |(_, path)| path);
        write!(f, "{shown}:{}", self.line)
    }
}
