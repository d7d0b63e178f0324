//! A waker that remembers who called it.

use alloc::sync::Arc;
use core::mem::ManuallyDrop;
use core::ops::Deref;
use core::sync::atomic::Ordering;
use core::task::{RawWaker, RawWakerVTable, Waker};
use std::time::Instant;

use tracing::{Dispatch, Id, Span};

#[cfg(not(all(test, visualize_future_loom)))]
use super::lost::suspect;
#[cfg(all(test, visualize_future_loom))]
use super::models::suspect;
use super::sync::{AtomicUsize, Mutex, MutexGuard};
use super::thread::{self, Polled, Thread};

/// The waker that a watched future is polled with, and what has become of it.
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
    pub(super) future: Polled,
    /// How many clones others hold.
    handles: AtomicUsize,
    facts: Mutex<Facts>,
    /// Whom to tell of a lost waker.
    pub(super) listener: Option<(Id, Dispatch)>,
}

#[derive(Debug)]
struct Facts {
    phase: Phase,
    /// The first wake since the last poll began.
    first: Option<WokenBy>,
    wakes: u32,
    woke_itself: bool,
    /// Counts the polls, to tell whether one came in between.
    polls: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Polled,
    /// In that state; whether to look out for the loss of the waker.
    Suspended {
        state: u16,
        guarded: bool,
    },
    Ended,
}

/// Who woke, and when.
#[derive(Debug, Clone)]
pub(super) struct WokenBy {
    pub(super) at: Instant,
    pub(super) thread: Thread,
    pub(super) polled: Option<Polled>,
}

impl Tracked {
    pub(super) fn new(executor: Waker, future: Polled, span: &Span) -> Self {
        let listener = span.with_subscriber(|(id, dispatch)| (id.clone(), dispatch.clone()));
        Tracked(Arc::new(Inner {
            executor,
            future,
            handles: AtomicUsize::new(0),
            facts: Mutex::new(Facts {
                phase: Phase::Polled,
                first: None,
                wakes: 0,
                woke_itself: false,
                polls: 0,
            }),
            listener,
        }))
    }

    /// Whether it stands for this waker of the executor.
    pub(super) fn wraps(&self, executor: &Waker) -> bool {
        self.0.executor.will_wake(executor)
    }

    /// A poll begins: who woke the future since the last one began, and how often.
    pub(super) fn polled(&self) -> Option<(WokenBy, u32)> {
        let mut facts = self.0.facts();
        facts.phase = Phase::Polled;
        facts.polls += 1;
        facts.woke_itself = false;
        let wakes = core::mem::take(&mut facts.wakes);
        facts.first.take().map(|first| (first, wakes))
    }

    /// The waker to poll with.
    pub(super) fn waker(&self) -> impl Deref<Target = Waker> {
        // SAFETY: the vtable is made for such pointers. This one is not counted, and neither
        // dropped: it is only borrowed, and not for longer than `self`.
        ManuallyDrop::new(unsafe { Waker::from_raw(raw(Arc::as_ptr(&self.0))) })
    }

    /// The poll has ended, and the future waits in that state; `shared` if others poll it
    /// without its waker. Answers whether it has woken itself during the poll.
    pub(super) fn suspended(&self, state: u16, shared: bool) -> bool {
        let woke_itself = {
            let mut facts = self.0.facts();
            facts.phase = Phase::Suspended {
                state,
                guarded: !shared,
            };
            facts.woke_itself
        };
        if self.0.handles() == 0 {
            self.0.let_go(&self.0);
        }
        woke_itself
    }

    /// The future is gone.
    pub(super) fn ended(&self) {
        self.0.facts().phase = Phase::Ended;
    }
}

impl Inner {
    /// No subscriber and no other waker is called while this is locked.
    fn facts(&self) -> MutexGuard<'_, Facts> {
        self.facts
            .lock()
            .unwrap_or_else(|poison| poison.into_inner())
    }

    fn woken(&self) {
        let polled = thread::polled();
        let by = WokenBy {
            at: Instant::now(),
            thread: thread::current(),
            polled,
        };
        {
            let mut facts = self.facts();
            facts.wakes = facts.wakes.saturating_add(1);
            facts.woke_itself |= facts.phase == Phase::Polled
                && polled.is_some_and(|polled| polled.id == self.future.id);
            facts.first.get_or_insert(by);
        }
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
    pub(super) fn stuck(&self) -> Option<(u16, u64)> {
        let (state, polls) = self.waiting()?;
        (self.handles() == 0).then_some((state, polls))
    }

    /// If the future is suspended and nobody has woken it: its state, and the number of its
    /// last poll.
    pub(super) fn waiting(&self) -> Option<(u16, u64)> {
        let facts = self.facts();
        match facts.phase {
            Phase::Suspended {
                state,
                guarded: true,
            } if facts.first.is_none() => Some((state, facts.polls)),
            _ => None,
        }
    }

    /// How many clones others hold.
    pub(super) fn handles(&self) -> usize {
        self.handles.load(Ordering::Acquire)
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
