//! What a round is doing, for the watchdog to tell.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, Weak};

use crate::book::Book;

static STAGE: Mutex<&str> = Mutex::new("nothing yet");
static STEPS: AtomicU64 = AtomicU64::new(0);
static BOOK: Mutex<Weak<Book>> = Mutex::new(Weak::new());

/// The next stage begins.
pub(crate) fn enter(stage: &'static str) {
    *STAGE.lock().unwrap() = stage;
    STEPS.fetch_add(1, Relaxed);
}

/// The book of the round that begins.
pub(crate) fn open(book: &Arc<Book>) {
    *BOOK.lock().unwrap() = Arc::downgrade(book);
}

/// The stage.
pub(crate) fn current() -> &'static str {
    *STAGE.lock().unwrap()
}

/// Grows as long as stages follow each other.
pub(crate) fn steps() -> u64 {
    STEPS.load(Relaxed)
}

/// The book of the round.
pub(crate) fn book() -> Option<Arc<Book>> {
    BOOK.lock().unwrap().upgrade()
}
