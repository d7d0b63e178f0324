//! Who is told of snapshots as they are, besides the trace.

use core::any::Any;
use core::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::SnapshotEvent;
use crate::watch::listening::{Category, interest_changed};

/// Who is told of snapshots, by [`listen_with`].
///
/// It is called on the thread that has polled the future, and the future's task waits meanwhile. No
/// snapshots are taken of futures that it polls itself.
///
/// # Panics
///
/// A panic of a listener is as one of a `tracing` subscriber: all others are told of the snapshot,
/// and then the poll panics, or the drop in which [`gone`](Self::gone) was called. Nothing else is
/// harmed, and the future can still be polled.
pub trait SnapshotListener: Send + Sync {
    /// A snapshot has been taken.
    fn snapshot(&self, event: &SnapshotEvent);

    /// The future of that number, of which there has been a snapshot, is polled again: what the
    /// snapshot says is of the past.
    fn resumed(&self, future: u64) {
        let _ = future;
    }

    /// The future of that number, of which there has been a snapshot, has ended or been dropped, or
    /// no snapshots are taken of it any more.
    fn gone(&self, future: u64) {
        let _ = future;
    }
}

/// Somebody listens to snapshots until this is dropped.
///
/// A call that another thread has begun by then still comes to its end.
#[must_use = "the listener is removed when this is dropped"]
pub struct Listening(Arc<dyn SnapshotListener>);

/// No listener is called while this is locked.
static LISTENERS: Mutex<Vec<Arc<dyn SnapshotListener>>> = Mutex::new(Vec::new());

fn locked() -> MutexGuard<'static, Vec<Arc<dyn SnapshotListener>>> {
    LISTENERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Calls `listener` with each snapshot that is taken in the process, until what this returns is
/// dropped: of futures in a [`Probe`](super::Probe), and of annotated functions as their attribute
/// and [`set_all`](super::set_all) say.
///
/// ```
/// use std::sync::mpsc;
/// use visualize_future::xray::{self, Probe};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let (sender, receiver) = mpsc::channel();
/// let listening = xray::listen(move |event| {
///     let _ = sender.send(format!("poll {}: {}", event.poll, event.suspended()));
/// });
///
/// Probe::new(async { tokio::task::yield_now().await }).await;
/// println!("{}", receiver.recv().unwrap());
/// drop(listening);
/// # }
/// ```
///
/// # Panics
///
/// It does not; of a listener that does, [`SnapshotListener`] says what becomes.
pub fn listen(listener: impl Fn(&SnapshotEvent) + Send + Sync + 'static) -> Listening {
    struct Function<F>(F);
    impl<F: Fn(&SnapshotEvent) + Send + Sync> SnapshotListener for Function<F> {
        fn snapshot(&self, event: &SnapshotEvent) {
            (self.0)(event);
        }
    }
    listen_with(Arc::new(Function(listener)))
}

/// As [`listen`], for a listener that is also told when a snapshot is of the past.
pub fn listen_with(listener: Arc<dyn SnapshotListener>) -> Listening {
    locked().push(Arc::clone(&listener));
    interest_changed(Category::Snapshots, true);
    Listening(listener)
}

impl Drop for Listening {
    fn drop(&mut self) {
        let removed = {
            let mut listeners = locked();
            let same = |other: &Arc<dyn SnapshotListener>| Arc::ptr_eq(other, &self.0);
            let at = listeners.iter().position(same);
            at.map(|at| listeners.remove(at))
        };
        interest_changed(Category::Snapshots, false);
        // Its own drop may do anything, and nothing is locked.
        drop(removed);
    }
}

impl fmt::Debug for Listening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listening").finish_non_exhaustive()
    }
}

/// All listeners there are.
pub(crate) fn all() -> Vec<Arc<dyn SnapshotListener>> {
    locked().clone()
}

/// The first panic of those who are told; the others are told all the same.
#[derive(Default)]
pub(crate) struct Panics(Option<Box<dyn Any + Send>>);

impl Panics {
    pub(crate) fn catch(&mut self, act: impl FnOnce()) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(act)) {
            self.0.get_or_insert(panic);
        }
    }

    /// Goes on with it, unless the thread is unwinding already.
    pub(crate) fn raise(self) {
        if let Some(panic) = self.0
            && !std::thread::panicking()
        {
            resume_unwind(panic);
        }
    }
}
