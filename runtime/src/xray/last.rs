//! The last snapshot of each future.

use core::fmt;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{Listening, SnapshotEvent, SnapshotListener, listen_with};

/// Keeps the last snapshot of each future that is probed, or annotated with `xray`, and has neither
/// ended nor been dropped: what all of them are doing, on demand.
///
/// It [listens](super::listen) for as long as it is there. What it keeps are copies, so that asking
/// for them never looks at a future, which may be running.
///
/// `Display` prints all of them, the oldest future first. To have one for the whole program, put it
/// into a `static LAST: LazyLock<LastSnapshots> = LazyLock::new(LastSnapshots::keep)`, and call
/// `LazyLock::force(&LAST)` as the program begins. The [module](super) has an example.
#[derive(Debug)]
pub struct LastSnapshots {
    kept: Arc<Kept>,
    _listening: Listening,
}

/// The last snapshot of a future.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct LastSnapshot {
    /// The snapshot.
    pub event: Arc<SnapshotEvent>,
    /// If the future has been polled again, and that poll has not ended: since when. If that is
    /// long, the poll blocks its thread.
    pub polled_since: Option<Instant>,
}

#[derive(Debug, Default)]
struct Kept(Mutex<BTreeMap<u64, LastSnapshot>>);

impl LastSnapshots {
    /// Keeps them from now on.
    pub fn keep() -> Self {
        let kept = Arc::new(Kept::default());
        LastSnapshots {
            _listening: listen_with(Arc::<Kept>::clone(&kept)),
            kept,
        }
    }

    /// All of them, the oldest future first.
    pub fn all(&self) -> Vec<LastSnapshot> {
        self.kept.locked().values().cloned().collect()
    }

    /// That of the future with this number.
    pub fn of(&self, future: u64) -> Option<LastSnapshot> {
        self.kept.locked().get(&future).cloned()
    }
}

impl Kept {
    fn locked(&self) -> MutexGuard<'_, BTreeMap<u64, LastSnapshot>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SnapshotListener for Kept {
    fn snapshot(&self, event: &SnapshotEvent) {
        let last = LastSnapshot {
            event: Arc::new(event.clone()),
            polled_since: None,
        };
        // What is replaced is dropped when nothing is locked any more.
        let _before = self.locked().insert(event.future, last);
    }

    fn resumed(&self, future: u64) {
        if let Some(last) = self.locked().get_mut(&future) {
            last.polled_since = Some(Instant::now());
        }
    }

    fn gone(&self, future: u64) {
        let _last = self.locked().remove(&future);
    }
}

impl fmt::Display for LastSnapshots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, last) in self.all().iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{last}")?;
        }
        Ok(())
    }
}

impl fmt::Display for LastSnapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.event.write_which(f)?;
        writeln!(f, ", {} ago", Rounded(self.event.taken.elapsed()))?;
        if let Some(since) = self.polled_since {
            let since = Rounded(since.elapsed());
            writeln!(f, "being polled again for {since}; before that:")?;
        }
        self.event.write_what(f)
    }
}

/// A duration to three digits at most.
struct Rounded(Duration);

impl fmt::Display for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_millis() {
            millis @ 0..1000 => write!(f, "{millis} ms"),
            _ => write!(f, "{} s", self.0.as_secs()),
        }
    }
}
