//! What can stand in the way of the explicit enum: every message in one place.

use proc_macro2::Span;

/// Something that stands in the way of the explicit enum.
#[derive(Debug, Clone)]
pub struct Reason {
    /// Which.
    pub kind: ReasonKind,
    /// The construct.
    pub span: Span,
    /// The name or text that the message speaks of.
    pub subject: String,
}

/// The kinds of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ReasonKind {
    /// An await among the tokens of a macro.
    AwaitInMacro,
}

impl Reason {
    /// A stable name for programs: `await-in-macro`.
    pub fn code(&self) -> &'static str {
        match self.kind {
            ReasonKind::AwaitInMacro => "await-in-macro",
        }
    }

    /// What it is, why it stands in the way, and how to write it so that it works.
    pub fn message(&self) -> String {
        match self.kind {
            ReasonKind::AwaitInMacro => format!("the `.await` inside `{}!` …", self.subject),
        }
    }
}
