//! A device that answers after a while.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

/// An answer to wait for.
pub(crate) struct SomeIo {
    answered: Option<Arc<AtomicBool>>,
}

/// Something that takes a while. As any future, it only starts when it is polled.
pub(crate) fn some_io() -> SomeIo {
    SomeIo { answered: None }
}

impl Future for SomeIo {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match &self.answered {
            Some(answered) if answered.load(Ordering::Acquire) => Poll::Ready(()),
            // The waker of the first poll stays good: this future is never moved to another
            // task.
            Some(_) => Poll::Pending,
            None => {
                let answered = Arc::new(AtomicBool::new(false));
                self.answered = Some(Arc::clone(&answered));
                let waker = cx.waker().clone();
                let device = move || {
                    thread::sleep(Duration::from_millis(20));
                    answered.store(true, Ordering::Release);
                    waker.wake();
                };
                let device = thread::Builder::new()
                    .name("device".to_owned())
                    .spawn(device);
                drop(device.expect("a thread can be started"));
                Poll::Pending
            }
        }
    }
}
