//! The explicit lowering: the enum is the future.

use std::marker::{PhantomData, PhantomPinned};
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::ptr;
use std::task::{Context, Poll};

use super::{Body, Frame, OutputHook, StateEnum, Watch};
use crate::{Layout, Machine, Visualized};

/// An explicit state machine: the enum `E`, the code that steps it, and the type of the
/// function as written, `O`, which is never built.
///
/// `O` is the only source of auto traits, so that the machine is `Send`, `Sync` and so forth
/// exactly when the compiler's own coroutine is, with rustc's own explanation when it is not.
pub struct Explicit<E: StateEnum, S, O, H> {
    state: State<E>,
    step: S,
    hook: H,
    original: PhantomData<O>,
}

/// The enum, with every auto trait but `Unpin`: `O` decides. Not being `Unpin` matters for itself:
/// it is what allows saved locals to point into each other while there is a `&mut State`.
struct State<E: StateEnum>(E, PhantomPinned);

// SAFETY: `Explicit` is `Send` and `Sync` by its `PhantomData<O>` alone, and `O` holds whatever
// the enum holds.
unsafe impl<E: StateEnum> Send for State<E> {}
// SAFETY: as above.
unsafe impl<E: StateEnum> Sync for State<E> {}
impl<E: StateEnum> UnwindSafe for State<E> {}
impl<E: StateEnum> RefUnwindSafe for State<E> {}

/// Tells the compiler the type of the code that steps `state`, outside of the `unsafe` block in
/// which it is used.
#[inline(always)]
pub fn step<E, S, R>(_: &E, step: S) -> S
where
    S: Fn(Frame<E>, &mut Context<'_>) -> Poll<R>,
{
    step
}

/// Builds the future.
///
/// # Safety
/// `step` is the faithful translation of `O`: it reads a field only where it holds a value, and
/// leaves exactly those fields filled that the state which it suspends in names.
#[inline(always)]
pub unsafe fn explicit<E, S, O, R, H>(
    watch: Watch,
    state: E,
    original: PhantomData<O>,
    hook: H,
    step: S,
) -> Visualized<Explicit<E, S, O, H>>
where
    E: StateEnum,
    S: Fn(Frame<E>, &mut Context<'_>) -> Poll<R>,
    H: OutputHook<R>,
{
    Visualized::new(
        watch,
        Explicit {
            state: State(state, PhantomPinned),
            step,
            hook,
            original,
        },
    )
}

// SAFETY: the tag is `Returned` or `Panicked` once a poll has returned `Ready` or unwound.
unsafe impl<E, S, O, R, H> Body for Explicit<E, S, O, H>
where
    E: StateEnum,
    S: Fn(Frame<E>, &mut Context<'_>) -> Poll<R>,
    H: OutputHook<R>,
{
    type Output = R;

    fn machine() -> &'static Machine {
        E::machine()
    }

    fn state(&self) -> u16 {
        // SAFETY: the tag of a `repr(u8)` enum is its first byte.
        u16::from(unsafe { ptr::from_ref(&self.state.0).cast::<u8>().read() })
    }

    fn layout() -> Layout {
        Layout::of_enum::<E, Self, O>()
    }

    fn enum_address(&self) -> Option<usize> {
        Some(ptr::from_ref(&self.state.0) as usize)
    }

    #[inline(always)]
    unsafe fn poll(this: *mut Self, cx: &mut Context<'_>) -> Poll<R> {
        // SAFETY: the caller pinned the machine and uses it through `this` only.
        let frame = unsafe { Frame::new(&raw mut (*this).state.0) };
        let poisoned = Poisoned(frame);
        // SAFETY: a shared reference to the code, which has no state of its own.
        let (step, hook) = unsafe { (&(*this).step, &(*this).hook) };
        let result = step(frame, cx);
        std::mem::forget(poisoned);
        if let Poll::Ready(value) = &result {
            frame.set_state(1);
            hook.returned(value);
        }
        result
    }
}

/// Leaves the machine `Panicked` when the poll unwinds.
struct Poisoned<E: StateEnum>(Frame<E>);

impl<E: StateEnum> Drop for Poisoned<E> {
    #[cold]
    fn drop(&mut self) {
        self.0.set_state(2);
    }
}

impl<E: StateEnum> Drop for State<E> {
    #[inline]
    fn drop(&mut self) {
        let this = &raw mut self.0;
        // SAFETY: the machine is being dropped, in the state that its tag names; the enum's own
        // drop glue does nothing, since all its fields are slots.
        unsafe { E::drop_state(E::fields(this), this.cast::<u8>().read(), true) }
    }
}
