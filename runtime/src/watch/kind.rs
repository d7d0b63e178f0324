//! The kinds of events, and what the metadata of each says.

use tracing::Level;

use super::listening::Category;
use crate::vocabulary::{self, field};

/// A kind of event. `Panicked` and `Denied` are an end and a lint at a level of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    Poll,
    Polled,
    Transition,
    Wake,
    End,
    Panicked,
    Lint,
    Denied,
    Returned,
    Failed,
    #[cfg(feature = "xray")]
    Snapshot,
}

impl Kind {
    /// Those that follow from the vocabulary; `Returned` and `Failed` are chosen by the
    /// attribute, function by function.
    pub(crate) const WATCHED: &[Kind] = &[
        Kind::Poll,
        Kind::Polled,
        Kind::Transition,
        Kind::Wake,
        Kind::End,
        Kind::Panicked,
        Kind::Lint,
        Kind::Denied,
        #[cfg(feature = "xray")]
        Kind::Snapshot,
    ];
    pub(crate) const COUNT: usize = if cfg!(feature = "xray") { 11 } else { 10 };

    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Poll => vocabulary::POLL,
            Kind::Polled => vocabulary::POLLED,
            Kind::Transition => vocabulary::TRANSITION,
            Kind::Wake => vocabulary::WAKE,
            Kind::End | Kind::Panicked => vocabulary::END,
            Kind::Lint | Kind::Denied => vocabulary::LINT,
            Kind::Returned => vocabulary::RETURNED,
            Kind::Failed => vocabulary::FAILED,
            #[cfg(feature = "xray")]
            Kind::Snapshot => vocabulary::SNAPSHOT,
        }
    }

    /// The level, given that of the span: what is routine is not more prominent than the span.
    pub(crate) fn level(self, span: Level) -> Level {
        match self {
            Kind::Poll | Kind::Polled | Kind::Wake => Level::TRACE,
            Kind::Transition => Level::DEBUG.max(span),
            Kind::End => Level::INFO.max(span),
            Kind::Panicked | Kind::Lint => Level::WARN,
            Kind::Denied | Kind::Failed => Level::ERROR,
            Kind::Returned => span,
            #[cfg(feature = "xray")]
            Kind::Snapshot => Level::TRACE,
        }
    }

    pub(crate) fn category(self) -> Category {
        match self {
            Kind::Poll | Kind::Polled => Category::Polls,
            Kind::Transition => Category::Transitions,
            Kind::Wake => Category::Wakes,
            Kind::End | Kind::Panicked | Kind::Returned | Kind::Failed => Category::Ends,
            Kind::Lint | Kind::Denied => Category::Lints,
            #[cfg(feature = "xray")]
            Kind::Snapshot => Category::Snapshots,
        }
    }

    /// The names of the fields, in the order in which the values are given.
    pub(crate) fn fields(self) -> &'static [&'static str] {
        match self {
            Kind::Poll => &[
                field::MESSAGE,
                field::FUTURE,
                field::POLL,
                field::STATE,
                field::ADDR,
                field::THREAD,
                field::THREAD_ID,
            ],
            Kind::Polled => &[
                field::MESSAGE,
                field::FUTURE,
                field::POLL,
                field::STATE,
                field::RESULT,
                field::BUSY,
            ],
            Kind::Transition => &[
                field::MESSAGE,
                field::FUTURE,
                field::FROM,
                field::TO,
                field::AWAITING,
                field::FILE,
                field::LINE,
                field::COLUMN,
                field::DWELL,
            ],
            Kind::Wake => &[
                field::MESSAGE,
                field::FUTURE,
                field::STATE,
                field::WAKES,
                field::BY_THREAD,
                field::BY_THREAD_ID,
                field::BY_FUTURE,
                field::BY_MACHINE,
                field::LATENCY,
            ],
            Kind::End | Kind::Panicked => &[
                field::MESSAGE,
                field::FUTURE,
                field::MACHINE,
                field::END,
                field::STATE,
                field::AWAITING,
                field::FILE,
                field::LINE,
                field::COLUMN,
                field::POLLS,
                field::BUSY,
                field::IDLE,
            ],
            Kind::Lint | Kind::Denied => &[
                field::MESSAGE,
                field::FUTURE,
                field::MACHINE,
                field::LINT,
                field::STATE,
                field::FILE,
                field::LINE,
                field::COLUMN,
                field::HELP,
            ],
            Kind::Returned => &[field::MESSAGE, field::FUTURE, field::RETURN],
            Kind::Failed => &[field::MESSAGE, field::FUTURE, field::ERROR],
            #[cfg(feature = "xray")]
            Kind::Snapshot => &[
                field::MESSAGE,
                field::FUTURE,
                field::MACHINE,
                field::PROBE,
                field::POLL,
                field::STATE,
                field::AWAITING,
                field::FILE,
                field::LINE,
                field::COLUMN,
                field::SIZE,
                field::TREE,
                field::UNAVAILABLE,
            ],
        }
    }
}
