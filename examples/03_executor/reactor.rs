//! The reactor: who knows when something happens. This one knows about time; others ask the
//! system which sockets have something to read.

use std::cell::RefCell;
use std::task::Waker;
use std::thread;
use std::time::{Duration, Instant};

/// What is waited for: when, and whom to wake then.
struct Timer {
    after: Duration,
    at: Instant,
    waker: Waker,
}

thread_local! {
    static TIMERS: RefCell<Vec<Timer>> = const { RefCell::new(Vec::new()) };
}

/// Keeps the waker until that time has come.
pub(crate) fn wake_at(at: Instant, after: Duration, waker: Waker) {
    println!("reactor:  keeps a waker, to call it after {after:?}");
    TIMERS.with_borrow_mut(|timers| timers.push(Timer { after, at, waker }));
}

/// Lets the thread sleep until the first time has come, and calls the waker that was kept for it.
///
/// # Panics
/// If nobody waits for anything: the thread would sleep forever.
pub(crate) fn sleep_until_something_happens() {
    let timer = TIMERS.with_borrow_mut(|timers| {
        let all = timers.iter().enumerate();
        let first = all.min_by_key(|(_, timer)| timer.at);
        let (first, _) = first.expect("somebody waits");
        timers.remove(first)
    });
    thread::sleep(timer.at.saturating_duration_since(Instant::now()));
    println!(
        "reactor:  {:?} are over, so it calls the waker",
        timer.after
    );
    timer.waker.wake();
}
