//! The faults that are injected, counted.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// A kind of fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Fault {
            $($(#[$doc])* $name,)*
        }

        const NAMES: &[&str] = &[$($text),*];
        static COUNTS: [AtomicU64; NAMES.len()] = [const { AtomicU64::new(0) }; NAMES.len()];
    };
}

faults! {
    HalfFrame = "connection killed amid a frame",
    KilledInFlight = "connection killed with requests in flight",
    NeverRead = "connection that never reads its answers",
    TimedOut = "request timed out",
    AbortedEarly = "task aborted at once, before or in its first poll",
    AbortedLate = "task aborted while it was suspended",
    AbortedPolled = "task aborted while it was being polled",
    JoinSetDropped = "JoinSet dropped with tasks in it",
    RuntimeDropped = "runtime dropped amid its work",
    RuntimeBackground = "runtime shut down in the background",
    RuntimeTimeout = "runtime shut down with a timeout",
    Panicked = "panic in a task",
    DropPanicked = "panic in a drop",
    Moved = "future polled on another thread than before",
    WakerKept = "waker kept beyond the end of its future",
    WokenElsewhere = "waker called from another thread",
    WokenInDrop = "waker called in a drop",
    WokenInPoll = "waker called in a poll",
    Forgotten = "pinned future forgotten",
    Blocked = "block_in_place, and a runtime inside another",
    PolledAfterEnd = "future polled after its end",
    NeverPolled = "future dropped without a poll",
    SubscriberEnabled = "subscriber panicked in `enabled`",
    SubscriberNewSpan = "subscriber panicked in `new_span`",
    SubscriberRecord = "subscriber panicked in `record`",
    SubscriberEvent = "subscriber panicked in `event`",
    SubscriberEnter = "subscriber panicked in `enter`",
    SubscriberExit = "subscriber panicked in `exit`",
    SubscriberClose = "subscriber panicked in `try_close`",
    SubscriberSlow = "subscriber slept",
    SubscriberReentered = "subscriber ran a future, or made an event",
    SubscriberSwapped = "subscriber swapped for a poll",
    SubscriberLevel = "subscriber's level changed",
    SubscriberDenied = "subscriber's `enabled` answered differently",
}

/// One more of that kind.
pub(crate) fn count(fault: Fault) {
    COUNTS[fault as usize].fetch_add(1, Relaxed);
}

/// All kinds, with how many there were.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, u64)> {
    NAMES
        .iter()
        .zip(&COUNTS)
        .map(|(&name, count)| (name, count.load(Relaxed)))
}
