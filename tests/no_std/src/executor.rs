//! An executor in the manner of embassy's: each task is a static with a header, a waker is a
//! pointer to that header, and the tasks to be polled are linked through their headers.

use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use core::pin::Pin;
use core::ptr::{self, NonNull};
use core::sync::atomic::{AtomicBool, AtomicPtr, Ordering::SeqCst};
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

/// What the queue and the wakers know of a task.
pub struct Header {
    queued: AtomicBool,
    next: AtomicPtr<Header>,
    poll: unsafe fn(NonNull<Header>),
}

/// The tasks to be polled.
static QUEUE: AtomicPtr<Header> = AtomicPtr::new(ptr::null_mut());

/// A task: room for a future, in a static.
#[repr(C)]
pub struct Task<F> {
    header: Header,
    spawned: AtomicBool,
    done: AtomicBool,
    future: UnsafeCell<MaybeUninit<F>>,
}

// SAFETY: the future is made and polled by the only thread that runs the executor.
unsafe impl<F> Sync for Task<F> {}

impl<F: Future<Output = ()> + 'static> Task<F> {
    /// An empty task.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Task {
            header: Header {
                queued: AtomicBool::new(false),
                next: AtomicPtr::new(ptr::null_mut()),
                poll: Self::poll,
            },
            spawned: AtomicBool::new(false),
            done: AtomicBool::new(false),
            future: UnsafeCell::new(MaybeUninit::uninit()),
        }
    }

    /// Puts the future that `make` makes into the task, and queues that.
    ///
    /// # Panics
    /// If the task has been spawned before.
    pub fn spawn(&'static self, make: impl FnOnce() -> F) {
        assert!(!self.spawned.swap(true, SeqCst), "spawned once");
        // SAFETY: nobody else uses the room before the task is queued.
        unsafe { (*self.future.get()).write(make()) };
        enqueue(NonNull::from(&self.header));
    }

    /// Whether the future is done.
    pub fn is_done(&self) -> bool {
        self.done.load(SeqCst)
    }

    /// Shows the future, which is not being polled.
    pub fn look<R>(&'static self, look: impl FnOnce(Pin<&F>) -> R) -> R {
        // SAFETY: once spawned the future is there, and in a static it is pinned.
        unsafe { look(Pin::new_unchecked((*self.future.get()).assume_init_ref())) }
    }

    /// # Safety
    /// `header` is that of a task of this type which has been spawned.
    unsafe fn poll(header: NonNull<Header>) {
        // SAFETY: the header is the first field.
        let this = unsafe { header.cast::<Self>().as_ref() };
        if this.is_done() {
            return;
        }
        // SAFETY: as for `look`; it is polled by the executor alone.
        let future = unsafe { Pin::new_unchecked((*this.future.get()).assume_init_mut()) };
        // SAFETY: the vtable is made for headers.
        let waker = unsafe { Waker::from_raw(raw(header.as_ptr())) };
        if let Poll::Ready(()) = future.poll(&mut Context::from_waker(&waker)) {
            this.done.store(true, SeqCst);
        }
    }
}

/// Polls each task that is queued now; answers whether there was any.
pub fn poll_once() -> bool {
    let mut next = QUEUE.swap(ptr::null_mut(), SeqCst);
    let any = !next.is_null();
    while let Some(header) = NonNull::new(next) {
        // SAFETY: headers are parts of statics.
        let task = unsafe { header.as_ref() };
        next = task.next.load(SeqCst);
        task.queued.store(false, SeqCst);
        // SAFETY: only tasks that have been spawned are queued.
        unsafe { (task.poll)(header) };
    }
    any
}

fn enqueue(header: NonNull<Header>) {
    // SAFETY: see `poll_once`.
    let task = unsafe { header.as_ref() };
    if task.queued.swap(true, SeqCst) {
        return;
    }
    let mut first = QUEUE.load(SeqCst);
    loop {
        task.next.store(first, SeqCst);
        match QUEUE.compare_exchange(first, header.as_ptr(), SeqCst, SeqCst) {
            Ok(_) => return,
            Err(other) => first = other,
        }
    }
}

static VTABLE: RawWakerVTable = RawWakerVTable::new(raw_clone, wake, wake, |_| {});

fn raw(header: *const Header) -> RawWaker {
    RawWaker::new(header.cast(), &VTABLE)
}

unsafe fn raw_clone(header: *const ()) -> RawWaker {
    raw(header.cast())
}

unsafe fn wake(header: *const ()) {
    if let Some(header) = NonNull::new(header.cast_mut()) {
        enqueue(header.cast());
    }
}
