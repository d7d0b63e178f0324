//! What every annotated function of the service is given: proof that it was made, and dropped
//! once.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use crate::findings;

/// An argument of each instance. It lives on the heap too, so that a sanitizer sees a second
/// drop.
#[derive(Debug)]
pub(crate) struct Token {
    mark: Box<u64>,
}

static MADE: AtomicU64 = AtomicU64::new(0);
static DROPPED: AtomicU64 = AtomicU64::new(0);
static FORGOTTEN: AtomicU64 = AtomicU64::new(0);

const ALIVE: u64 = 0xA11F_E000_7070_1234;
const DEAD: u64 = 0xDEAD_0000_7070_4321;

impl Token {
    pub(crate) fn new() -> Token {
        MADE.fetch_add(1, SeqCst);
        Token {
            mark: Box::new(ALIVE),
        }
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        if *self.mark != ALIVE {
            findings::report(format!(
                "a token was dropped that is not alive: its mark is {:#x}",
                *self.mark
            ));
        }
        *self.mark = DEAD;
        DROPPED.fetch_add(1, SeqCst);
    }
}

/// How many have been made.
pub(crate) fn made() -> u64 {
    MADE.load(SeqCst)
}

/// One is forgotten together with its future.
pub(crate) fn forget() {
    FORGOTTEN.fetch_add(1, SeqCst);
}

/// Those that are left are not dropped any more, it seems.
pub(crate) fn write_off() {
    FORGOTTEN.fetch_add(live(), SeqCst);
}

/// How many have been forgotten.
pub(crate) fn forgotten() -> u64 {
    FORGOTTEN.load(SeqCst)
}

/// How many are there that have not been forgotten.
pub(crate) fn live() -> u64 {
    // In another order one could be counted as gone that was made after.
    let gone = DROPPED.load(SeqCst) + FORGOTTEN.load(SeqCst);
    MADE.load(SeqCst) - gone
}
