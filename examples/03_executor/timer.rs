//! A future that waits for the time.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use crate::reactor;

/// Ready when that time is over, counted from the first poll.
pub(crate) struct Timer {
    after: Duration,
    at: Option<Instant>,
}

pub(crate) fn millis(count: u64) -> Timer {
    Timer {
        after: Duration::from_millis(count),
        at: None,
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let after = self.after;
        let at = *self.at.get_or_insert_with(|| Instant::now() + after);
        if Instant::now() >= at {
            return Poll::Ready(());
        }
        // Whoever says `Pending` has to see to it that the waker is called.
        reactor::wake_at(at, after, cx.waker().clone());
        Poll::Pending
    }
}
