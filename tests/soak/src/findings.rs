//! What should not have been.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static SEED: AtomicU64 = AtomicU64::new(0);
static ROUND: AtomicU64 = AtomicU64::new(0);
static COUNT: AtomicU64 = AtomicU64::new(0);
static WHAT: Mutex<String> = Mutex::new(String::new());

/// More than these say nothing new.
const PRINTED: u64 = 40;

/// A round begins; what is reported from now on is its.
pub(crate) fn begin(seed: u64, round: u64, what: String) {
    SEED.store(seed, Relaxed);
    ROUND.store(round, Relaxed);
    *WHAT.lock().unwrap() = what;
}

/// The round that runs, for messages.
pub(crate) fn round() -> String {
    let what = WHAT.lock().unwrap().clone();
    let (seed, round) = (SEED.load(Relaxed), ROUND.load(Relaxed));
    format!("round {round}, {what}; again: cargo soak --seed {seed} --from {round}")
}

/// An invariant does not hold.
pub(crate) fn report(text: impl AsRef<str>) {
    let number = COUNT.fetch_add(1, Relaxed);
    if number < PRINTED {
        println!("FINDING {}\n    in {}", text.as_ref(), round());
    }
}

/// How many there were.
pub(crate) fn count() -> u64 {
    COUNT.load(Relaxed)
}
