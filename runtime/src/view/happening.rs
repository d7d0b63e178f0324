//! What the timeline can tell of: the trace vocabulary, read from events.

use std::time::Duration;

use tracing_core::Level;

/// A place in the source, as an event gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place(pub(crate) String);

/// Something that happened to an instance, or inside it.
#[derive(Debug, Clone)]
pub(crate) enum Happening {
    Created {
        size: Option<u64>,
        arguments: Vec<(String, String)>,
        /// The instance in whose span it was created.
        parent: Option<u64>,
        place: Option<Place>,
    },
    /// Values given to its span later, by the function's own code.
    Recorded {
        fields: Vec<(String, String)>,
    },
    PollStarted {
        poll: u64,
        address: Option<u64>,
    },
    PollEnded {
        result: String,
        busy: Option<Duration>,
    },
    Moved(Transition),
    Woken {
        by: Waker,
        wakes: u64,
        latency: Option<Duration>,
    },
    Ended {
        /// The name of its function.
        function: Option<String>,
        end: String,
        state: Option<String>,
        /// What it was waiting for, in that state.
        awaiting: Option<String>,
        place: Option<Place>,
        polls: Option<u64>,
        busy: Option<Duration>,
        idle: Option<Duration>,
    },
    Lint {
        /// The name of its function.
        function: Option<String>,
        lint: String,
        seen: String,
        help: Option<String>,
        place: Option<Place>,
    },
    /// What it holds and awaits, once a poll has returned `Pending`.
    Seen {
        /// Where it was probed, and after which poll, if it is not annotated.
        probe: Option<(String, u64)>,
        place: Option<Place>,
        /// Lines, or why there are none.
        tree: Result<String, String>,
    },
    /// What the function returned, where the attribute asked for it.
    Returned {
        value: String,
    },
    /// The error that it returned, likewise.
    Failed {
        error: String,
    },
    /// An event of the user's own, or of a crate in use.
    Said {
        level: Level,
        /// The spans between the instance, or the root, and the event.
        spans: Vec<String>,
        message: String,
        fields: Vec<(String, String)>,
    },
}

/// From a state to a state.
#[derive(Debug, Clone)]
pub(crate) struct Transition {
    pub(crate) from: String,
    pub(crate) to: String,
    /// What is awaited in the state that was reached.
    pub(crate) awaiting: Option<String>,
    pub(crate) place: Option<Place>,
    /// How long it had been in the state that was left.
    pub(crate) dwell: Option<Duration>,
}

/// Who woke an instance.
#[derive(Debug, Clone)]
pub(crate) struct Waker {
    /// The instance that was being polled there.
    pub(crate) future: Option<u64>,
    pub(crate) thread: ThreadName,
}

/// A thread's name, if it has one, and its number in the trace.
pub(crate) type ThreadName = (Option<String>, Option<u64>);
