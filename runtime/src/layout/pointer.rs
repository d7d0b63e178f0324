//! A pointer inside a future.

use core::fmt;

/// A pointer from one saved local into another of the same future: a self-reference.
///
/// Needs the feature `std`; without it there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pointer {
    /// The local that holds it.
    pub from: &'static str,
    /// Where in that, in bytes from its start.
    pub at: usize,
    /// The local that it points into.
    pub to: &'static str,
    /// Where into that, in bytes from its start.
    pub offset: usize,
}

impl fmt::Display for Pointer {
    /// `y -> x (+0)`; a pointer that is not at the start of `y` stands as `y+8 -> x (+0)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.from)?;
        if self.at != 0 {
            write!(f, "+{}", self.at)?;
        }
        write!(f, " -> {} (+{})", self.to, self.offset)
    }
}
