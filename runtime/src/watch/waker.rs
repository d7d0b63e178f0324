//! A waker that remembers who called it.

use alloc::sync::Arc;
use core::mem::ManuallyDrop;
use core::ops::Deref;
use core::sync::atomic::Ordering;
use core::task::{RawWaker, RawWakerVTable, Waker};
use std::time::Instant;

use tracing::{Dispatch, Id, Span};

use super::lint::To;
#[cfg(not(all(test, visualize_future_loom)))]
use super::lost::suspect;
#[cfg(all(test, visualize_future_loom))]
use super::models::suspect;
use super::owned::Woken;
use super::status::{Status, Suspended, WokenBy};
use super::sync::AtomicUsize;
use super::thread;

/// The waker that a watched future is polled with, and how the future stands.
///
/// It stays the same from poll to poll for as long as the executor's own does, so that
/// `will_wake` says what it would have said. Its clones may outlive the future.
#[derive(Debug)]
pub(super) struct Tracked(Arc<Inner>);

/// What the clones share.
#[derive(Debug)]
pub(super) struct Inner {
    /// The executor's waker, or that of an outer watched future.
    executor: Waker,
    pub(super) status: Arc<Status>,
    /// How many clones others hold.
    handles: AtomicUsize,
    listener: Option<(Id, Dispatch)>,
}

impl Tracked {
    pub(super) fn new(executor: Waker, status: Arc<Status>, span: &Span) -> Self {
        let listener = span.with_subscriber(|(id, dispatch)| (id.clone(), dispatch.clone()));
        let inner = Arc::new(Inner {
            executor,
            status,
            handles: AtomicUsize::new(0),
            listener,
        });
        inner.status.takes(&inner);
        Tracked(inner)
    }

    /// Whether it stands for this waker of the executor.
    pub(super) fn wraps(&self, executor: &Waker) -> bool {
        self.0.executor.will_wake(executor)
    }

    /// How the future stands.
    pub(super) fn status(&self) -> &Arc<Status> {
        &self.0.status
    }

    /// The waker to poll with.
    pub(super) fn waker(&self) -> impl Deref<Target = Waker> {
        // SAFETY: the vtable is made for such pointers. This one is not counted, and neither
        // dropped: it is only borrowed, and not for longer than `self`.
        ManuallyDrop::new(unsafe { Waker::from_raw(raw(Arc::as_ptr(&self.0))) })
    }

    /// The poll has ended, and the future waits in that state; `shared` if others poll it
    /// without its waker.
    pub(super) fn suspended(&self, state: u16, shared: bool) -> Suspended {
        let suspended = self.0.status.suspended(state, !shared);
        if self.0.handles() == 0 {
            self.0.let_go(&self.0);
        }
        suspended
    }

    /// The future is gone. Gives those that it owned and that have been woken.
    pub(super) fn ended(&self) -> Vec<Woken> {
        self.0.status.ended()
    }
}

impl Inner {
    fn woken(&self) {
        let by = WokenBy {
            at: Instant::now(),
            thread: thread::current(),
            polled: thread::polled(),
        };
        self.status.woken(self, by);
        self.executor.wake_by_ref();
    }

    /// The last clone has been dropped.
    fn let_go(&self, this: &Arc<Inner>) {
        if let Some((state, polls)) = self.stuck() {
            suspect(this, state, polls);
        }
    }

    /// If the future is suspended and nobody has woken it, nor holds its waker: its state, and
    /// the number of its last poll.
    pub(super) fn stuck(&self) -> Option<(u16, usize)> {
        let (state, polls) = self.status.waiting(self)?;
        (self.handles() == 0).then_some((state, polls))
    }

    /// How many clones others hold.
    pub(super) fn handles(&self) -> usize {
        self.handles.load(Ordering::Acquire)
    }

    /// Whom to tell of what is seen outside of a poll.
    pub(super) fn listener(&self) -> To<'_> {
        match &self.listener {
            Some((span, dispatch)) => To::Span(span, dispatch),
            None => To::Current,
        }
    }

    /// The outer watched future with whose waker this one was polled.
    pub(super) fn outer(&self) -> Option<&Inner> {
        if !core::ptr::eq(self.executor.vtable(), &VTABLE) {
            return None;
        }
        // SAFETY: wakers with our vtable have such pointers, and we hold a clone.
        Some(unsafe { &*self.executor.data().cast::<Inner>() })
    }
}

// A waker goes to whatever thread it likes.
const _: () = {
    const fn goes_anywhere<T: Send + Sync>() {}
    goes_anywhere::<Inner>();
};

static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, drop_waker);

fn raw(inner: *const Inner) -> RawWaker {
    RawWaker::new(inner.cast(), &VTABLE)
}

/// # Safety
/// As for all functions of the vtable: `data` is a pointer from `Arc::as_ptr` of an `Inner`
/// that is alive, since the waker is.
unsafe fn clone(data: *const ()) -> RawWaker {
    let inner = data.cast::<Inner>();
    // SAFETY: see above. The clone holds one count of the `Arc`.
    unsafe {
        (*inner).handles.fetch_add(1, Ordering::AcqRel);
        Arc::increment_strong_count(inner);
    }
    raw(inner)
}

/// # Safety
/// As for `clone`, and `data` holds a count, which is given up.
unsafe fn wake(data: *const ()) {
    // SAFETY: as the caller says.
    unsafe {
        wake_by_ref(data);
        drop_waker(data);
    }
}

/// # Safety
/// As for `clone`.
unsafe fn wake_by_ref(data: *const ()) {
    // SAFETY: see `clone`.
    unsafe { &*data.cast::<Inner>() }.woken();
}

/// # Safety
/// As for `wake`.
unsafe fn drop_waker(data: *const ()) {
    // SAFETY: the count that `clone` took.
    let inner = unsafe { Arc::from_raw(data.cast::<Inner>()) };
    if inner.handles.fetch_sub(1, Ordering::AcqRel) == 1 {
        inner.let_go(&inner);
    }
}

#[cfg(all(test, visualize_future_loom))]
impl Tracked {
    pub(super) fn inner(&self) -> &Inner {
        &self.0
    }
}
