//! Lints: what goes wrong with futures, seen while they run.
//!
//! A lint that fires is an event of the trace, [`vocabulary::LINT`](crate::vocabulary::LINT):
//! its message says what was seen, its fields where and what to do. Lints are looked for while
//! a `tracing` subscriber is interested in them (they are at level `WARN`), or while one is
//! denied.
//!
//! | lint | fires when |
//! |---|---|
//! | `never-polled` | the future was dropped without ever having been polled |
//! | `long-poll` | one poll took longer than [`long_poll`]: the executor was blocked meanwhile |
//! | `self-wake` | the future woke itself from inside [`self_wakes`] polls in a row |
//! | `lost-waker` | the future is suspended, every clone of its waker has been dropped without a wake, and nobody has polled it for [`lost_waker`] |
//! | `futurelock` | the future was woken while it was suspended, and for [`futurelock`] it has been neither polled nor dropped, though the future that polled it last has been polled, and waits for something else |
//! | `moved-after-pin` | the future was polled at another address than before |
//! | `polled-after-end` | the future was polled after it had returned or panicked |
//! | `large-future` | the future is larger than [`large_future`]; fires once for each machine |
//!
//! Each can be allowed, warned about or denied:
//!
//! ```
//! use visualize_future::lints::{self, Level, Lint};
//!
//! lints::set(Lint::NeverPolled, Level::Allow);
//! assert_eq!(lints::level(Lint::NeverPolled), Level::Allow);
//!
//! // By name, as from a configuration file.
//! let lint: Lint = "long-poll".parse().unwrap();
//! lints::set(lint, Level::Deny);
//! assert_eq!(lint.to_string(), "long-poll");
//! # lints::set(lint, Level::Warn);
//! ```
//!
//! A denied lint is an event at level `ERROR`, and, where it is seen in a poll, that poll then
//! panics, so that a test fails: after the body has run, or before it for `moved-after-pin` and
//! `polled-after-end`. It never panics while a future is dropped or a thread unwinds, nor from
//! a waker: `never-polled`, `lost-waker` and `futurelock`, which are not seen in a poll, are told
//! of and no more.

mod limits;

use core::fmt;
use core::str::FromStr;
use core::sync::atomic::{AtomicU8, Ordering};

pub use limits::{
    futurelock, large_future, long_poll, lost_waker, self_wakes, set_futurelock, set_large_future,
    set_long_poll, set_lost_waker, set_self_wakes,
};

use crate::watch::listening::{Category, interest_changed};

/// The lints; the [module](self) says when each fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Lint {
    /// `never-polled`: dropped without having been polled.
    NeverPolled,
    /// `long-poll`: one poll ran for too long.
    LongPoll,
    /// `self-wake`: it keeps waking itself from inside its own poll.
    SelfWake,
    /// `lost-waker`: nobody can wake it any more.
    LostWaker,
    /// `futurelock`: it was woken, and its owner does not poll it.
    Futurelock,
    /// `moved-after-pin`: polled at another address than before.
    MovedAfterPin,
    /// `polled-after-end`: polled after it had ended.
    PolledAfterEnd,
    /// `large-future`: larger than a limit.
    LargeFuture,
}

/// What a lint does when it fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Nothing.
    Allow,
    /// An event at level `WARN`.
    Warn,
    /// An event at level `ERROR` and, where that is possible, a panic.
    Deny,
}

impl Lint {
    /// All lints.
    pub const ALL: [Lint; 8] = [
        Lint::NeverPolled,
        Lint::LongPoll,
        Lint::SelfWake,
        Lint::LostWaker,
        Lint::Futurelock,
        Lint::MovedAfterPin,
        Lint::PolledAfterEnd,
        Lint::LargeFuture,
    ];

    /// The name: `long-poll` and so forth.
    pub const fn name(self) -> &'static str {
        match self {
            Lint::NeverPolled => "never-polled",
            Lint::LongPoll => "long-poll",
            Lint::SelfWake => "self-wake",
            Lint::LostWaker => "lost-waker",
            Lint::Futurelock => "futurelock",
            Lint::MovedAfterPin => "moved-after-pin",
            Lint::PolledAfterEnd => "polled-after-end",
            Lint::LargeFuture => "large-future",
        }
    }
}

static LEVELS: [AtomicU8; Lint::ALL.len()] =
    [const { AtomicU8::new(Level::Warn as u8) }; Lint::ALL.len()];

/// Sets what a lint does when it fires, in the whole process, from now on. At first, each
/// warns.
pub fn set(lint: Lint, level: Level) {
    let before = LEVELS[lint as usize].swap(level as u8, Ordering::AcqRel);
    let was_denied = before == Level::Deny as u8;
    let is_denied = level == Level::Deny;
    // A denied lint is looked for although no subscriber may be there to hear of it.
    if was_denied != is_denied {
        interest_changed(Category::Lints, is_denied);
    }
}

/// What the lint does when it fires.
pub fn level(lint: Lint) -> Level {
    match LEVELS[lint as usize].load(Ordering::Relaxed) {
        0 => Level::Allow,
        1 => Level::Warn,
        _ => Level::Deny,
    }
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// There is no lint of that name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLint(String);

impl FromStr for Lint {
    type Err = UnknownLint;

    fn from_str(name: &str) -> Result<Self, UnknownLint> {
        Lint::ALL
            .into_iter()
            .find(|lint| lint.name() == name)
            .ok_or_else(|| UnknownLint(name.to_owned()))
    }
}

impl fmt::Display for UnknownLint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no lint `{}`; the lints are", self.0)?;
        for (index, lint) in Lint::ALL.into_iter().enumerate() {
            write!(f, "{} `{lint}`", if index == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl core::error::Error for UnknownLint {}
