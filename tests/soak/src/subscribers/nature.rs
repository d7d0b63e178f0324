//! What kind of subscriber a round has.

use crate::book::Coverage;

/// The kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nature {
    /// Nobody listens.
    Absent,
    /// Listens to everything.
    Steady,
    /// Sleeps now and then.
    Slow,
    /// Runs annotated futures in its callbacks, and makes events.
    Reentrant,
    /// Is one of three, which take turns on a thread, and in a future.
    Swapped,
    /// The same, and now and then there is nobody.
    Wandering,
    /// Panics in its callbacks.
    Panicking,
    /// Listens to another level now and then.
    Levels,
    /// Is asked each time, and answers differently.
    Fickle,
    /// Layers of `tracing-subscriber` with a filter that is reloaded, the terminal view among
    /// them.
    Reloaded,
}

impl Nature {
    /// All of them.
    pub(crate) const ALL: [Nature; 10] = [
        Nature::Steady,
        Nature::Absent,
        Nature::Slow,
        Nature::Reentrant,
        Nature::Swapped,
        Nature::Wandering,
        Nature::Panicking,
        Nature::Levels,
        Nature::Fickle,
        Nature::Reloaded,
    ];

    /// How much it hears of.
    pub(crate) fn coverage(self) -> Coverage {
        match self {
            Nature::Steady | Nature::Slow | Nature::Reentrant | Nature::Swapped => {
                Coverage::Complete
            }
            _ => Coverage::Gaps,
        }
    }

    /// Whether there are several, which take turns.
    pub(crate) fn swaps(self) -> bool {
        self == Nature::Swapped || self == Nature::Wandering
    }

    /// Whether what it does can make a request fail.
    pub(crate) fn disturbs(self) -> bool {
        self == Nature::Panicking
    }
}
