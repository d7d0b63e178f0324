//! The names of the trace: what a program that reads it can rely on.
//!
//! Everything is an ordinary `tracing` span or event, so any subscriber shows it. A program
//! that wants to understand it matches on the names here: an event's kind is its
//! [metadata's name](tracing::Metadata::name), such as [`TRANSITION`]; its fields have the
//! names in [`field`].
//!
//! All of it has the target [`TARGET`], unless the attribute chose another, so that
//! `RUST_LOG=visualize_future=debug` selects it. The metadata's file and line are those of the
//! `.await` that the event speaks of, so that subscribers which print them point there.
//!
//! | kind | level | fields |
//! |---|---|---|
//! | span, named after the function | `INFO` | `machine`, `future`, `size`, `file`, `line`, `column`, and the function's arguments |
//! | [`POLL`] | `TRACE` | `future`, `poll`, `state`, `addr`, `thread`, `thread_id` |
//! | [`POLLED`] | `TRACE` | `future`, `poll`, `state`, `result`, `busy_ns` |
//! | [`TRANSITION`] | `DEBUG` | `future`, `from`, `to`, `awaiting`, `file`, `line`, `column`, `dwell_ns` |
//! | [`WAKE`] | `TRACE` | `future`, `state`, `wakes`, `by_thread`, `by_thread_id`, `by_future`, `by_machine`, `latency_ns` |
//! | [`SNAPSHOT`] | `TRACE` | `future`, `machine`, `probe`, `poll`, `state`, `awaiting`, `file`, `line`, `column`, `size`, `tree`, `unavailable` |
//! | [`END`] | `INFO`, `WARN` for `Panicked` | `future`, `machine`, `end`, `state`, `awaiting`, `file`, `line`, `column`, `polls`, `busy_ns`, `idle_ns` |
//! | [`LINT`] | `WARN`, `ERROR` if denied | `future`, `machine`, `lint`, `state`, `file`, `line`, `column`, `help` |
//! | [`RETURNED`], [`FAILED`] | as `ret` and `err` of the attribute say | `future`, `return` or `error` |
//!
//! - The level of the span is the attribute's `level`; events are never more prominent than
//!   their span, but for lints, panics and `err`.
//! - Durations end in `_ns`: unsigned integers of nanoseconds, from a monotonic clock. A
//!   duration whose beginning nobody watched is left out.
//! - Every event has a `message`, for people; the message of a lint says what was seen.
//! - Within one poll, events come in this order: [`WAKE`], [`POLL`], [`TRANSITION`],
//!   [`SNAPSHOT`], [`POLLED`], [`END`], [`LINT`]. What the body itself logs stands between [`POLL`] and
//!   [`TRANSITION`].
//! - A transition is a change of the state that is seen from one poll's end to the next: an
//!   await that is ready at once is passed without being a state, and a loop that suspends at
//!   the same await again stays in the same state.
//! - A wake is told of at the poll that follows it, on the polling thread: a waker may be
//!   called with locks held, where a subscriber must not run. Of several wakes before one
//!   poll, the first is told of, and `wakes` counts them.
//! - Snapshots are taken with the feature `xray` only, after polls that return `Pending`, of
//!   functions whose attribute says `xray` or while all are [asked for](crate#x-ray), and of any
//!   future in a `Probe`. A probed future has an id, but neither a span nor other events. The time
//!   that a snapshot takes is not counted as `busy_ns` of the future, nor of those around it.
//! - The span ends when the future does; it is entered while the future is polled and while it
//!   is dropped.
//!
//! ```
//! use visualize_future::vocabulary;
//!
//! assert_eq!(vocabulary::VERSION, 1);
//! assert_eq!(vocabulary::TRANSITION, "visualize_future::transition");
//! assert_eq!(vocabulary::field::DWELL, "dwell_ns");
//! ```

/// The version of this vocabulary. It grows when a name or a meaning changes; a new event or
/// field alone does not change it.
pub const VERSION: u32 = 1;

/// The target of the span and the events, unless the attribute chose another.
pub const TARGET: &str = "visualize_future";

/// A poll begins.
pub const POLL: &str = "visualize_future::poll";

/// A poll has ended.
pub const POLLED: &str = "visualize_future::polled";

/// The future went from one state to another.
pub const TRANSITION: &str = "visualize_future::transition";

/// The future had been woken, before the poll that now begins.
pub const WAKE: &str = "visualize_future::wake";

/// The future has ended: returned, panicked, or dropped before.
pub const END: &str = "visualize_future::end";

/// What the future is doing and holds, and all that it awaits, once a poll has returned `Pending`.
pub const SNAPSHOT: &str = "visualize_future::snapshot";

/// A lint fired; see [`lints`](crate::lints).
pub const LINT: &str = "visualize_future::lint";

/// The value that the function returned, if the attribute has `ret`.
pub const RETURNED: &str = "visualize_future::returned";

/// The error that the function returned, if the attribute has `err`.
pub const FAILED: &str = "visualize_future::failed";

/// The values of [`field::RESULT`].
pub mod result {
    /// The poll returned `Poll::Pending`.
    pub const PENDING: &str = "Pending";
    /// The poll returned `Poll::Ready`.
    pub const READY: &str = "Ready";
    /// The poll unwound.
    pub const PANICKED: &str = "Panicked";
}

/// The values of [`field::END`]: how a future ended.
pub mod end {
    /// It ran to its end.
    pub const RETURNED: &str = "Returned";
    /// It panicked.
    pub const PANICKED: &str = "Panicked";
    /// It was dropped while suspended.
    pub const CANCELLED: &str = "Cancelled";
    /// It was dropped without ever having been polled.
    pub const NEVER_POLLED: &str = "NeverPolled";
}

/// The names of the fields.
pub mod field {
    /// For people: what happened. A string.
    pub const MESSAGE: &str = "message";
    /// The full path of the function, such as `shop::Cart::checkout`. A string.
    pub const MACHINE: &str = "machine";
    /// The id of the future, unique in the process, counted from 1. An unsigned integer.
    pub const FUTURE: &str = "future";
    /// The size of the future in bytes. An unsigned integer. Of the first instance of each
    /// machine it is recorded just after the span has been created.
    pub const SIZE: &str = "size";
    /// The file of the place that is spoken of. A string.
    pub const FILE: &str = "file";
    /// The line, from 1. An unsigned integer.
    pub const LINE: &str = "line";
    /// The column in characters, from 1. An unsigned integer.
    pub const COLUMN: &str = "column";
    /// The number of the poll, from 1. An unsigned integer.
    pub const POLL: &str = "poll";
    /// How often the future was polled, watched or not. An unsigned integer.
    pub const POLLS: &str = "polls";
    /// The name of the state: before the poll in `POLL`, after it in `POLLED`; in `END` the
    /// last one in which the future was suspended or, if it never was, `Unresumed`; in `SNAPSHOT`
    /// the one in which it is suspended, left out if that is not known. A string.
    pub const STATE: &str = "state";
    /// The address of the future. An unsigned integer.
    pub const ADDR: &str = "addr";
    /// The name of the thread; empty if it has none. A string.
    pub const THREAD: &str = "thread";
    /// The number of the thread, unique in the process. An unsigned integer.
    pub const THREAD_ID: &str = "thread_id";
    /// How the poll ended, one of [`result`](super::result). A string.
    pub const RESULT: &str = "result";
    /// How long the poll took; in `END`, all polls together. Nanoseconds.
    pub const BUSY: &str = "busy_ns";
    /// How long the future lived without being polled. Nanoseconds.
    pub const IDLE: &str = "idle_ns";
    /// The state left. A string.
    pub const FROM: &str = "from";
    /// The state reached. A string.
    pub const TO: &str = "to";
    /// The source text of what is awaited, shortened; empty where nothing is. A string.
    pub const AWAITING: &str = "awaiting";
    /// How long the future was in the state that it left. Nanoseconds.
    pub const DWELL: &str = "dwell_ns";
    /// How often the future was woken since the last poll. An unsigned integer.
    pub const WAKES: &str = "wakes";
    /// The name of the thread that woke the future; empty if it has none. A string.
    pub const BY_THREAD: &str = "by_thread";
    /// The number of that thread. An unsigned integer.
    pub const BY_THREAD_ID: &str = "by_thread_id";
    /// The id of the annotated future that was being polled there; left out if none was. An
    /// unsigned integer.
    pub const BY_FUTURE: &str = "by_future";
    /// The path of its function; left out likewise. A string.
    pub const BY_MACHINE: &str = "by_machine";
    /// The time from the wake to the poll that followed. Nanoseconds.
    pub const LATENCY: &str = "latency_ns";
    /// How the future ended, one of [`end`](super::end). A string.
    pub const END: &str = "end";
    /// The name of the lint, such as `long-poll`. A string.
    pub const LINT: &str = "lint";
    /// What to do about it. A string.
    pub const HELP: &str = "help";
    /// Where a future that is not annotated was put into a `Probe`: `src/main.rs:7:5`. A string;
    /// left out if it is annotated, and then `machine` is there instead.
    pub const PROBE: &str = "probe";
    /// The future, what it holds, and the futures that it awaits, down to the leaves: text of many
    /// lines, for people. Left out if it is not available.
    pub const TREE: &str = "tree";
    /// Why there is no snapshot, and what to do about it: a sentence; left out if there is one.
    pub const UNAVAILABLE: &str = "unavailable";
    /// The value returned, as its `Debug` or `Display` shows it.
    pub const RETURN: &str = "return";
    /// The error returned, as its `Display` or `Debug` shows it.
    pub const ERROR: &str = "error";
}
