//! The future that an annotated function returns.

use std::fmt;
use std::future::Future;
use std::mem::ManuallyDrop;
use std::pin::Pin;
use std::sync::atomic::Ordering::Relaxed;
use std::task::{Context, Poll};

use crate::rt::{Body, Watch};
use crate::{Layout, Machine, State, watch};

/// The future of an annotated function: polls as the function's own future would, and can be
/// asked what it is doing.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Visualized<B: Body> {
    watch: Watch,
    body: ManuallyDrop<B>,
}

impl<B: Body> Visualized<B> {
    #[inline(always)]
    pub(crate) fn new(watch: Watch, body: B) -> Self {
        Visualized {
            watch,
            body: ManuallyDrop::new(body),
        }
    }

    /// The machine of which this is an instance.
    pub fn machine(&self) -> &'static Machine {
        B::machine()
    }

    /// The state in which the future is.
    pub fn state(&self) -> &'static State {
        &B::machine().states()[usize::from(self.body.state())]
    }

    /// How often the future has been polled.
    pub fn polls(&self) -> u32 {
        self.watch.polls
    }

    /// Where the future is now. After the first poll it stays there: that is what pinning means.
    pub fn address(&self) -> usize {
        std::ptr::from_ref(self) as usize
    }

    /// Where the saved locals lie, in each state.
    pub fn layout(&self) -> Layout {
        B::layout()
    }
}

impl<B: Body> Future for Visualized<B> {
    type Output = B::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<B::Output> {
        // SAFETY: the body is not moved out of `this`; it is polled in place and dropped in
        // place.
        let this = unsafe { self.get_unchecked_mut() };
        if watch::LISTENING.load(Relaxed) != 0 {
            return watched_poll(this, cx);
        }
        this.watch.polls = this.watch.polls.wrapping_add(1);
        // SAFETY: pinned by our own pinning.
        unsafe { B::poll(&raw mut *this.body, cx) }
    }
}

/// A poll while somebody listens; out of line, so that the other costs little.
#[cold]
#[inline(never)]
fn watched_poll<B: Body>(this: &mut Visualized<B>, cx: &mut Context<'_>) -> Poll<B::Output> {
    this.watch.polls = this.watch.polls.wrapping_add(1);
    // SAFETY: as in `poll`.
    unsafe { B::poll(&raw mut *this.body, cx) }
}

impl<B: Body> Drop for Visualized<B> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the body is not used after this.
        unsafe { ManuallyDrop::drop(&mut self.body) }
    }
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
