//! From where on lints fire.

use core::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering::Relaxed};
use core::time::Duration;

static LONG_POLL: AtomicU64 = AtomicU64::new(1_000_000);
static LOST_WAKER: AtomicU64 = AtomicU64::new(1_000_000_000);
static FUTURELOCK: AtomicU64 = AtomicU64::new(1_000_000_000);
static SELF_WAKES: AtomicU32 = AtomicU32::new(16);
static LARGE_FUTURE: AtomicUsize = AtomicUsize::new(16 * 1024);

/// How long a poll may take before `long-poll` fires; at first, 1 ms.
pub fn long_poll() -> Duration {
    Duration::from_nanos(LONG_POLL.load(Relaxed))
}

/// Sets [`long_poll`], for the whole process.
pub fn set_long_poll(limit: Duration) {
    LONG_POLL.store(nanos(limit), Relaxed);
}

/// How long a future without a waker may stay suspended before `lost-waker` fires; at first,
/// one second.
///
/// The time is there because a future whose own waker is gone may still be polled, by a parent
/// that another of its branches wakes. A parent that is annotated is known, and the lint waits
/// for as long as somebody can wake that; a future that has ever been polled without having
/// been woken is left alone.
pub fn lost_waker() -> Duration {
    Duration::from_nanos(LOST_WAKER.load(Relaxed))
}

/// Sets [`lost_waker`], for the whole process.
pub fn set_lost_waker(limit: Duration) {
    LOST_WAKER.store(nanos(limit), Relaxed);
}

/// How long a future that has been woken may be left alone by its owner before `futurelock`
/// fires; at first, one second.
///
/// The owner is the innermost annotated future within which it was polled last and which has not
/// ended; one without an owner is left alone. The time begins when a poll of the owner that
/// began after the wake has come to an end without polling or dropping it. An owner that has
/// been woken itself, and that the executor has not polled since, is waited for.
///
/// A future need not hold up another to be told of: one that is woken while its owner is busy
/// with something else for longer than this, by choice, is told of as well.
pub fn futurelock() -> Duration {
    Duration::from_nanos(FUTURELOCK.load(Relaxed))
}

/// Sets [`futurelock`], for the whole process.
pub fn set_futurelock(limit: Duration) {
    FUTURELOCK.store(nanos(limit), Relaxed);
}

/// In how many polls in a row a future may wake itself before `self-wake` fires; at first, 16.
pub fn self_wakes() -> u32 {
    SELF_WAKES.load(Relaxed)
}

/// Sets [`self_wakes`], for the whole process.
pub fn set_self_wakes(limit: u32) {
    SELF_WAKES.store(limit, Relaxed);
}

/// How many bytes a future may have before `large-future` fires; at first, 16 KiB.
pub fn large_future() -> usize {
    LARGE_FUTURE.load(Relaxed)
}

/// Sets [`large_future`], for the whole process.
pub fn set_large_future(bytes: usize) {
    LARGE_FUTURE.store(bytes, Relaxed);
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
