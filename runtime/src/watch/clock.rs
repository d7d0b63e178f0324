//! Time.
//!
//! Moments are kept as they are and subtracted when somebody asks: on most systems a
//! subtraction costs more than reading the clock.

use std::time::Instant;

/// The nanoseconds from one moment to a later one.
pub(super) fn nanos(from: Instant, to: Instant) -> u64 {
    let duration = to.saturating_duration_since(from);
    duration
        .as_secs()
        .saturating_mul(1_000_000_000)
        .saturating_add(u64::from(duration.subsec_nanos()))
}
