//! Nobody listens, or not to wakes: the waker is left as it is.
//!
//! One test, in a process of its own: who listens is a matter of the whole process.

mod support;

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::prelude::*;
use visualize_future::lints::{self, Level, Lint};

struct Nothing;

impl Wake for Nothing {
    fn wake(self: Arc<Self>) {}
}

/// Whether the body gets the executor's own waker.
fn is_left_alone() -> bool {
    let waker = Waker::from(Arc::new(Nothing));
    let same = Cell::new(false);
    let mut future = pin!(machine!(
        asks,
        [],
        poll_fn(|cx| {
            same.set(cx.waker().will_wake(&waker));
            Poll::Ready(())
        })
    ));
    assert!(
        future
            .as_mut()
            .poll(&mut Context::from_waker(&waker))
            .is_ready()
    );
    same.get()
}

fn heard_at(level: LevelFilter) -> bool {
    let subscriber = tracing_subscriber::registry()
        .with(support::Recorder::default())
        .with(level);
    tracing::subscriber::with_default(subscriber, is_left_alone)
}

#[test]
fn who_needs_wakes() {
    assert!(is_left_alone());
    assert!(heard_at(LevelFilter::OFF));
    assert!(!heard_at(LevelFilter::TRACE));
    // Three lints need to know of wakes.
    assert!(!heard_at(LevelFilter::INFO));
    lints::set(Lint::SelfWake, Level::Allow);
    assert!(!heard_at(LevelFilter::INFO));
    lints::set(Lint::LostWaker, Level::Allow);
    assert!(!heard_at(LevelFilter::INFO));
    lints::set(Lint::Futurelock, Level::Allow);
    assert!(heard_at(LevelFilter::DEBUG));
    assert!(!heard_at(LevelFilter::TRACE));
}
