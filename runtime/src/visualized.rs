//! The future that an annotated function returns.

use core::fmt;
use core::future::Future;
use core::pin::Pin;
#[cfg(feature = "std")]
use core::sync::atomic::Ordering::Relaxed;
use core::task::{Context, Poll};

use crate::rt::{Body, Watch};
#[cfg(feature = "std")]
use crate::watch::{self, Subject};
use crate::{Layout, Machine, Memory, State};

/// The future of an annotated function: polls as the function's own future would, and can be
/// asked what it is doing.
///
/// ```
/// use std::pin::pin;
/// use std::task::{Context, Waker};
///
/// use visualize_future::visualize_future;
///
/// #[visualize_future]
/// async fn example() -> u8 {
///     let x = [7; 1024];
///     let y = &x;
///     std::future::pending::<()>().await;
///     y[0]
/// }
///
/// let mut future = pin!(example());
/// assert_eq!(future.state().name, "Unresumed");
/// assert!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
/// assert_eq!(future.state().name, "Suspend0");
/// assert_eq!(future.state().awaiting, "std::future::pending::<()>()");
/// assert_eq!(future.polls(), 1);
///
/// // The saved local `y` points at the saved local `x`, so the future must not move.
/// let memory = future.as_ref().memory();
/// println!("{memory}");
/// # if cfg!(target_os = "linux") {
/// assert_eq!(memory.pointers.unwrap()[0].to_string(), "y -> x (+0)");
/// # }
/// ```
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Visualized<B: Body> {
    body: B,
}

impl<B: Body> Visualized<B> {
    #[inline(always)]
    pub(crate) fn of(body: B) -> Self {
        Visualized { body }
    }

    #[inline(always)]
    fn watch(&self) -> &Watch {
        // SAFETY: the body lies there, and its watch is written only by whoever has the future
        // exclusively.
        unsafe { &*B::watch(&raw const self.body) }
    }

    #[cfg(feature = "std")]
    const SUBJECT: Subject = Subject {
        machine: B::machine,
        // SAFETY: the caller passes a pointer to the body, and does not poll it meanwhile.
        state: |body| unsafe { B::state(body.cast()) },
        layout: B::layout,
        size: size_of::<Self>(),
        // SAFETY: the caller passes a pointer to the future, which nobody polls meanwhile, and
        // which is pinned.
        #[cfg(feature = "xray")]
        inspect: |whole| unsafe {
            crate::xray::inspect(Pin::new_unchecked(&*whole.cast::<Self>()))
        },
    };

    /// The machine of which this is an instance.
    pub fn machine(&self) -> &'static Machine {
        B::machine()
    }

    /// The state in which the future is.
    ///
    /// Without the features `std` and `unsafe-single-thread` (see the [crate](crate#without-std)),
    /// one that rustc has lowered and that waits is in a state named `Suspended` which is none of
    /// the machine's, as it is not known at which suspension point it waits.
    pub fn state(&self) -> &'static State {
        B::machine().state(self.state_number())
    }

    fn state_number(&self) -> u16 {
        // SAFETY: the body is there, and whoever polls it has the future exclusively.
        unsafe { B::state(&raw const self.body) }
    }

    /// How often the future has been polled; after 2³² polls it counts from zero again.
    pub fn polls(&self) -> u32 {
        self.watch().polls
    }

    /// The future's number in the trace, unique in the process; none if nobody has listened
    /// while it was created or polled.
    pub fn id(&self) -> Option<u64> {
        self.watch().id()
    }

    /// The address of the future, now. After the first poll it stays there: that is what pinning means.
    pub fn address(&self) -> usize {
        core::ptr::from_ref(self) as usize
    }

    /// Where the saved locals lie, in each state.
    pub fn layout(&self) -> Layout {
        B::layout()
    }

    /// What the future holds now: its saved locals with their addresses, and which of them
    /// points into which.
    ///
    /// It takes a pinned future: before that, its locals may still move.
    pub fn memory(self: Pin<&Self>) -> Memory {
        Memory::of(
            B::layout(),
            self.address(),
            self.body.enum_address(),
            self.state_number(),
        )
    }
}

impl<B: Body> Future for Visualized<B> {
    type Output = B::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<B::Output> {
        // SAFETY: the body is not moved out of `this`; it is polled in place and dropped in
        // place.
        let this = unsafe { self.get_unchecked_mut() };
        #[cfg(feature = "std")]
        if watch::LISTENING.load(Relaxed) != 0 {
            return watched_poll(this, cx);
        }
        let body = &raw mut this.body;
        // SAFETY: the future is ours alone, and pinned by our own pinning.
        unsafe {
            let watch = B::watch(body).cast_mut();
            (*watch).polls = (*watch).polls.wrapping_add(1);
            B::poll(body, cx)
        }
    }
}

/// A poll while somebody listens; out of line, so that the other costs little.
#[cfg(feature = "std")]
#[cold]
#[inline(never)]
fn watched_poll<B: Body>(this: &mut Visualized<B>, cx: &mut Context<'_>) -> Poll<B::Output> {
    let whole = &raw mut *this;
    // SAFETY: it is `this`.
    let body = unsafe { &raw mut (*whole).body };
    let mut result = Poll::Pending;
    // SAFETY: the future is ours alone, and pinned; neither it nor a part of it is borrowed while
    // this runs, but for what the poll of the body borrows itself.
    unsafe {
        watch::poll(
            B::watch(body).cast_mut(),
            &Visualized::<B>::SUBJECT,
            body.cast_const().cast(),
            whole.cast_const().cast(),
            cx,
            &mut |cx| {
                result = B::poll(body, cx);
                result.is_ready()
            },
        );
    }
    result
}

impl<B: Body> Drop for Visualized<B> {
    #[inline]
    fn drop(&mut self) {
        #[cfg(feature = "std")]
        if self.watch().is_watched() {
            return watched_drop(self);
        }
        // SAFETY: the body is being dropped.
        unsafe { B::drop_locals(&raw mut self.body) }
    }
}

/// The drop of a watched future.
#[cfg(feature = "std")]
#[cold]
#[inline(never)]
fn watched_drop<B: Body>(this: &mut Visualized<B>) {
    let state = this.state_number();
    // SAFETY: the watch lies there; it is plain data, and not looked at in the body any more.
    let watch = unsafe { B::watch(&raw const this.body).read() };
    let body = &raw mut this.body;
    watch::dropped(&watch, &Visualized::<B>::SUBJECT, state, &mut || {
        // SAFETY: called once, and the body is being dropped.
        unsafe { B::drop_locals(body) }
    });
}

impl<B: Body> fmt::Debug for Visualized<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Visualized")
            .field("machine", &B::machine().name())
            .field("state", &self.state().name)
            .field("polls", &self.polls())
            .finish_non_exhaustive()
    }
}
