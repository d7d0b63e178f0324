//! Something to wait for, which the test opens.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

#[derive(Default)]
struct Inner {
    open: bool,
    waiting: Option<Waker>,
}

/// A future that is ready once the gate is open. All clones are the same gate.
#[derive(Clone, Default)]
pub struct Gate(Arc<Mutex<Inner>>);

impl Gate {
    pub fn open(&self) {
        let mut inner = self.0.lock().unwrap();
        inner.open = true;
        let waiting = inner.waiting.take();
        drop(inner);
        if let Some(waker) = waiting {
            waker.wake();
        }
    }
}

impl Future for Gate {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut inner = self.0.lock().unwrap();
        if inner.open {
            return Poll::Ready(());
        }
        inner.waiting = Some(cx.waker().clone());
        Poll::Pending
    }
}
