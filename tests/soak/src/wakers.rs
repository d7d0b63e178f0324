//! Wakers that are kept: beyond the end of their futures, and of their runtime.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::Waker;
use std::thread;
use std::time::Duration;

use fastrand::Rng;

use crate::faults::{self, Fault};

static KEPT: Mutex<Vec<Waker>> = Mutex::new(Vec::new());

/// So many are kept at most; a new one takes the place of another.
const MOST: usize = 64;

/// Keeps a clone.
pub(crate) fn keep(waker: &Waker) {
    let clone = waker.clone();
    let pushed_out = {
        let mut kept = KEPT.lock().unwrap();
        kept.push(clone);
        (kept.len() > MOST).then(|| kept.swap_remove(0))
    };
    // Outside of the lock: dropping a waker may drop a task.
    drop(pushed_out);
}

/// A clone of one of them.
fn any(dice: &mut Rng) -> Option<Waker> {
    let kept = KEPT.lock().unwrap();
    (!kept.is_empty()).then(|| kept[dice.usize(..kept.len())].clone())
}

/// Calls and drops kept wakers until it is told to stop.
pub(crate) fn prod(mut dice: Rng, stop: &AtomicBool) {
    while !stop.load(Relaxed) {
        for _ in 0..dice.u32(1..8) {
            let Some(waker) = any(&mut dice) else { break };
            if dice.bool() {
                waker.wake();
            } else {
                waker.wake_by_ref();
            }
            faults::count(Fault::WokenElsewhere);
        }
        thread::sleep(Duration::from_micros(dice.u64(50..1000)));
    }
}

/// Calls all of them, and drops them.
pub(crate) fn release() {
    let kept = std::mem::take(&mut *KEPT.lock().unwrap());
    for waker in kept {
        faults::count(Fault::WakerKept);
        waker.wake();
    }
}

/// How many are kept.
pub(crate) fn kept() -> usize {
    KEPT.lock().unwrap().len()
}
