//! A snapshot, and of what it is.

use core::fmt;
use std::time::Instant;

use super::{NotAvailable, Snapshot};
use crate::{Location, Machine, State};

/// A snapshot that was taken after a poll, and of what.
///
/// `Display` shows it in several lines: which future it is, where it waits, and the tree.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SnapshotEvent {
    /// The future's number, unique in the process: of an annotated function, that of the trace,
    /// which [`Visualized::id`](crate::Visualized::id) gives; of a [`Probe`](super::Probe), the one
    /// that [`Probe::id`](super::Probe::id) gives.
    pub future: u64,
    /// The machine, if the future is an annotated function's.
    pub machine: Option<&'static Machine>,
    /// The state in which it is, if it is an annotated function's: unlike debug info, this has the
    /// column, the source text of what is awaited, and the right line of an await in a macro.
    pub state: Option<&'static State>,
    /// Where it was put into a [`Probe`](super::Probe), if it was.
    pub probe: Option<Location>,
    /// The number of the poll that has just ended, from 1; after 2³² polls it counts from zero
    /// again.
    pub poll: u32,
    /// The size of the future in bytes.
    pub size: usize,
    /// When the snapshot was taken.
    pub taken: Instant,
    /// The snapshot, or why there is none.
    pub snapshot: Result<Snapshot, NotAvailable>,
}

impl SnapshotEvent {
    /// What the future is, in a word: the path of the annotated function, such as
    /// `shop::Cart::checkout`, or what debug info calls it, such as `async fn checkout`; of a probed
    /// future that is not known, where it was probed.
    pub fn name(&self) -> String {
        match (self.machine, &self.snapshot, self.probe) {
            (Some(machine), _, _) => machine.path().to_owned(),
            (None, Ok(snapshot), _) => snapshot.waiting().title(),
            (None, Err(_), Some(location)) => format!("the future probed at {location}"),
            (None, Err(_), None) => "a future".to_owned(),
        }
    }

    /// Where the future waits, in one line: `suspended at src/db.rs:41:20 awaiting query(&key)`, or
    /// why that is not known.
    pub fn suspended(&self) -> String {
        match (self.state, &self.snapshot) {
            (Some(state), _) if !state.awaiting.is_empty() => {
                format!(
                    "suspended at {} awaiting {}",
                    state.location, state.awaiting
                )
            }
            (_, Ok(snapshot)) => snapshot.suspended(),
            (_, Err(why)) => why.to_string(),
        }
    }

    /// What the future waits for, in a few words.
    pub fn awaiting(&self) -> Option<String> {
        match (self.state, &self.snapshot) {
            (Some(state), _) => Some(state.awaiting.to_owned()),
            (None, Ok(snapshot)) => Some(snapshot.awaiting().join(" and ")),
            (None, Err(_)) => None,
        }
        .filter(|awaiting| !awaiting.is_empty())
    }

    /// Which future it is, without an end of the line.
    pub(super) fn write_which(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "future {}", self.future)?;
        if let Some(machine) = self.machine {
            write!(f, ", {}", machine.path())?;
        }
        if let Some(location) = self.probe {
            write!(f, ", probed at {location}")?;
        }
        write!(f, ", poll {}", self.poll)
    }

    /// Where it waits, and the tree: each line with its end.
    pub(super) fn write_what(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.suspended())?;
        match (&self.snapshot, self.state) {
            (Ok(snapshot), _) => write!(f, "{snapshot}"),
            (Err(why), Some(_)) => writeln!(f, "{why}"),
            // That is what has been written already.
            (Err(_), None) => Ok(()),
        }
    }
}

impl fmt::Display for SnapshotEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_which(f)?;
        writeln!(f)?;
        self.write_what(f)
    }
}
