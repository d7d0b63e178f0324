//! One thing that a coroutine holds in a state.

use std::fmt;

/// A saved local, a capture, a temporary or an awaitee, and where it lies.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Slot {
    /// The name in the source; of an awaitee `__awaitee`, and of a temporary a number of rustc's,
    /// such as `__3`.
    pub name: String,
    /// The full name of its type; unknown where [`confidence`](Self::confidence) says so.
    pub type_name: Option<String>,
    /// What it is.
    pub role: Role,
    /// The offset from the coroutine's start, in bytes.
    pub offset: Option<u64>,
    /// The size in bytes.
    pub size: Option<u64>,
    /// The alignment in bytes.
    pub align: Option<u64>,
    /// How its place is known.
    pub confidence: Confidence,
}

/// What a [`Slot`] holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Role {
    /// A variable that the coroutine captured when it was created: an argument of an `async fn`.
    /// `async fn`s move their arguments to locals of the same name when they are first polled.
    Capture,
    /// A variable of the body.
    Local,
    /// A value without a name: a temporary, or a flag of rustc's that says whether a local is
    /// still to be dropped.
    Temporary,
    /// The future that is awaited.
    Awaitee,
}

/// How the place of a [`Slot`] is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Confidence {
    /// As rustc wrote it.
    Exact,
    /// Debug info has one entry for all locals of one name in a state. Of the first, it is true;
    /// this is another, and its place is that of the variable in the code that polls it.
    Repaired,
    /// As before, but that code does not say it either: in an optimised build, or because several
    /// variables would fit.
    Unknown,
}

impl Slot {
    /// The offset behind its last byte.
    pub fn end(&self) -> Option<u64> {
        self.offset?.checked_add(self.size?)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Role::Capture => "capture",
            Role::Local => "local",
            Role::Temporary => "temporary",
            Role::Awaitee => "awaitee",
        })
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Confidence::Exact => "exact",
            Confidence::Repaired => "repaired",
            Confidence::Unknown => "unknown",
        })
    }
}
