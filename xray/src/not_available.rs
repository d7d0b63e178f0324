//! Why something cannot be known.

use std::fmt;

/// Why something cannot be known, and what would help.
///
/// `Display` says both in a sentence: "not available, because …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAvailable {
    reason: Reason,
    detail: String,
}

/// The kinds of reasons in [`NotAvailable`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The file cannot be opened or read.
    File,
    /// The file is no program or library, or of a kind that is not read.
    NotAProgram,
    /// The program, or the crate in question, has no debug info at all.
    NoDebugInfo,
    /// The debug info has lines, but no types: `debug = 1`.
    NoTypes,
    /// The debug info stands in other files, and one of them is missing or another build's.
    SplitDebugInfo,
    /// The debug info contradicts itself, or asks for more than it can have.
    Malformed,
    /// What the program's memory says and what the debug info says differ.
    Mismatch,
    /// The future's type is known, but not what it holds.
    Opaque,
    /// The memory cannot be read.
    Memory,
    /// This system is not supported.
    System,
    /// There is more of it than is looked at.
    TooMuch,
    /// This crate has made a mistake.
    Internal,
}

impl NotAvailable {
    pub(crate) fn new(reason: Reason, detail: impl Into<String>) -> Self {
        NotAvailable {
            reason,
            detail: detail.into(),
        }
    }

    /// The kind of reason.
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// What to do about it, if there is anything.
    pub fn help(&self) -> Option<&'static str> {
        match self.reason {
            Reason::NoDebugInfo | Reason::NoTypes => Some(
                "build with `debug = 2` in the profile (in `Cargo.toml`, below `[profile.release]` \
                 or `[profile.dev]`), and without `strip`",
            ),
            Reason::SplitDebugInfo => Some(
                "keep the `.dwp` or `.dwo` files where the build put them, or build with \
                 `split-debuginfo = \"off\"`",
            ),
            Reason::Memory => {
                Some("let the process read its own memory: `process_vm_readv`, or `/proc/self/mem`")
            }
            _ => None,
        }
    }
}

impl fmt::Display for NotAvailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not available, because {}", self.detail)?;
        match self.help() {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for NotAvailable {}

impl From<gimli::Error> for NotAvailable {
    fn from(error: gimli::Error) -> Self {
        NotAvailable::new(
            Reason::Malformed,
            format!("the debug info is malformed: {error}"),
        )
    }
}
