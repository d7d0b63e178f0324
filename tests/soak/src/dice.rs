//! Decisions that follow from the seed.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use fastrand::Rng;

/// The dice of one part of one round.
pub(crate) fn of(seed: u64, part: u64) -> Rng {
    Rng::with_seed(mix(seed ^ mix(part)))
}

/// Dice for whoever has no place to keep some: of the thread, seeded in the order in which
/// threads first ask.
pub(crate) fn one_in(sides: u64) -> bool {
    below(sides) == 0
}

/// The same: a number below that one.
pub(crate) fn below(sides: u64) -> u64 {
    thread_local! {
        static STATE: Cell<u64> = const { Cell::new(0) };
    }
    // A thread that is ending has none any more.
    STATE
        .try_with(|state| {
            let mut value = state.get();
            if value == 0 {
                value = mix(SHARED.fetch_add(1, Relaxed));
            }
            let value = mix(value);
            state.set(value);
            value % sides
        })
        .unwrap_or(sides - 1)
}

static SHARED: AtomicU64 = AtomicU64::new(1);

/// Threads that first ask from now on follow from that seed.
pub(crate) fn seed_threads(seed: u64) {
    SHARED.store(mix(seed) | 1, Relaxed);
}

/// SplitMix64, which turns counters into noise.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}
