//! Time, as one word.

use std::sync::OnceLock;
use std::time::Instant;

/// Nanoseconds since the first call in this process, plus one: zero stands for a time that
/// nobody watched.
pub(crate) fn now() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let elapsed = START.get_or_init(Instant::now).elapsed();
    u64::try_from(elapsed.as_nanos()).map_or(u64::MAX, |nanos| nanos.saturating_add(1))
}

/// The nanoseconds from `start`, if it was watched, to `end`.
pub(crate) fn since(start: u64, end: u64) -> Option<u64> {
    (start != 0).then(|| end.saturating_sub(start))
}
