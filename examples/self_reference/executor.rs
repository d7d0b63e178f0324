//! An executor of a few lines, for one future.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// Wakes the executor's thread.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Polls the future until it is ready. While it waits, the thread sleeps; before it does,
/// `meanwhile` may look at the future.
pub(crate) fn run<F: Future>(
    mut future: Pin<&mut F>,
    mut meanwhile: impl FnMut(Pin<&F>),
) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => {
                meanwhile(future.as_ref());
                thread::park();
            }
        }
    }
}
