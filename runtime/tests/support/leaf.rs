//! Futures at the bottom.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};

/// Pending that many times, each time keeping nothing of the waker, then ready.
pub async fn pending(times: u32) {
    let mut left = times;
    poll_fn(move |_| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        Poll::Pending
    })
    .await;
}

/// Ready at once.
pub async fn ready() {}

/// Panics when polled the second time.
pub async fn panics() {
    pending(1).await;
    panic!("as the test wants it");
}

/// Wakes itself that many times from inside its own poll.
pub async fn wakes_itself(times: u32) {
    let mut left = times;
    poll_fn(move |cx| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Something to wait for, which keeps the waker of whoever waits.
#[derive(Debug, Clone, Default)]
pub struct Signal(Arc<Mutex<(bool, Option<Waker>)>>);

impl Signal {
    pub fn set(&self) {
        let waker = {
            let mut inner = self.0.lock().unwrap();
            inner.0 = true;
            inner.1.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Takes the waker out, if one is kept.
    pub fn take(&self) -> Option<Waker> {
        self.0.lock().unwrap().1.take()
    }

    pub async fn wait(self) {
        poll_fn(move |cx| {
            let mut inner = self.0.lock().unwrap();
            if std::mem::take(&mut inner.0) {
                return Poll::Ready(());
            }
            inner.1 = Some(cx.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

/// Tells that it was dropped.
#[derive(Debug, Clone, Default)]
pub struct Flag(Rc<RefCell<Vec<&'static str>>>);

impl Flag {
    pub fn push(&self, what: &'static str) {
        self.0.borrow_mut().push(what);
    }

    pub fn all(&self) -> Vec<&'static str> {
        self.0.borrow().clone()
    }
}
