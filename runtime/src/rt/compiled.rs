//! The compiler lowering: rustc's coroutine is the future, and each await marks its state.

use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::sync::atomic::{AtomicU16, Ordering::Relaxed};
use core::task::{Context, Poll};

use super::{Body, OutputHook, Watch, current::Enter};
use crate::{Layout, Machine, Visualized};

/// Names the machine of a coroutine; implemented by a type that the attribute writes.
pub trait Described {
    /// The machine.
    fn machine() -> &'static Machine;
}

/// A coroutine whose awaits [`mark`](super::mark) their states.
pub struct Compiled<F, D, H> {
    watch: Watch,
    state: AtomicU16,
    hook: H,
    future: ManuallyDrop<F>,
    described: PhantomData<D>,
}

/// Builds the future.
#[inline(always)]
pub fn compiled<F, D, H>(watch: Watch, _: D, hook: H, future: F) -> Visualized<Compiled<F, D, H>>
where
    F: Future,
    D: Described,
    H: OutputHook<F::Output>,
{
    #[cfg(feature = "std")]
    if watch.is_watched() {
        watch.sized(D::machine(), size_of::<Visualized<Compiled<F, D, H>>>());
    }
    Visualized::of(Compiled {
        watch,
        state: AtomicU16::new(0),
        hook,
        future: ManuallyDrop::new(future),
        described: PhantomData,
    })
}

// SAFETY: the coroutine itself panics when it is polled after its end.
unsafe impl<F, D, H> Body for Compiled<F, D, H>
where
    F: Future,
    D: Described,
    H: OutputHook<F::Output>,
{
    type Output = F::Output;

    fn machine() -> &'static Machine {
        D::machine()
    }

    #[inline(always)]
    fn watch(this: *const Self) -> *const Watch {
        let offset = core::mem::offset_of!(Self, watch);
        this.cast::<u8>().wrapping_add(offset).cast()
    }

    unsafe fn state(this: *const Self) -> u16 {
        // SAFETY: the value is there, and this part of it is only ever shared.
        unsafe { &(*this).state }.load(Relaxed)
    }

    fn layout() -> Layout {
        Layout::of_coroutine::<Self, F>()
    }

    fn enum_address(&self) -> Option<usize> {
        None
    }

    #[inline(always)]
    unsafe fn poll(this: *mut Self, cx: &mut Context<'_>) -> Poll<F::Output> {
        // SAFETY: the caller pinned the machine and uses it through `this` only; `state` and
        // `hook` are not pinned and are only shared.
        let (future, state, hook) = unsafe {
            (
                core::pin::Pin::new_unchecked(&mut *(*this).future),
                &(*this).state,
                &(*this).hook,
            )
        };
        let entered = Enter::new(state);
        let result = future.poll(cx);
        entered.leave();
        if let Poll::Ready(value) = &result {
            state.store(1, Relaxed);
            hook.returned(value);
        }
        result
    }

    #[inline(always)]
    unsafe fn drop_locals(this: *mut Self) {
        // SAFETY: called once, and the future is not used after.
        unsafe { ManuallyDrop::drop(&mut (*this).future) }
    }
}
