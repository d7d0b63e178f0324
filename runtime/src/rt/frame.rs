//! The view of a state enum that its poll code gets.

use core::future::Future;
use core::task::{Context, Poll};

use super::Field;

/// Implemented by the generated enum.
///
/// # Safety
/// The enum is `repr(u8)`; each field of the same name stands at the same offset in every
/// variant that has it, and [`fields`](Self::fields) gives those addresses.
/// [`drop_state`](Self::drop_state) drops exactly the fields that hold a value in that state.
pub unsafe trait StateEnum {
    /// The addresses of all fields.
    type Fields: Copy;

    /// The addresses of all fields, whatever the state.
    ///
    /// # Safety
    /// `this` points to an enum, or to room for one whose first byte is initialised, and may be
    /// written through.
    unsafe fn fields(this: *mut Self) -> Self::Fields;

    /// Drops what is alive in `state`, in the order in which rustc would; the awaitee only if
    /// it is still there.
    ///
    /// # Safety
    /// The machine is in `state`, and is not used after.
    unsafe fn drop_state(fields: Self::Fields, state: u8, awaitee: bool);

    /// Tells of each field, in the order of [`Machine::locals`](crate::Machine::locals).
    fn visit(fields: Self::Fields, visit: &mut dyn FnMut(FieldInfo));
}

/// Where the poll code is: the arm that runs, or that comes next.
pub struct At {
    frame: Frame,
    arm: u8,
    /// The locals that the next arm needs are in its keeping already, while the scopes that the
    /// code leaves still have theirs to drop.
    handing_over: bool,
}

impl At {
    /// The poll begins in the arm of the machine's state.
    #[inline(always)]
    pub fn new(frame: Frame) -> Self {
        At {
            frame,
            arm: frame.state(),
            handing_over: false,
        }
    }

    /// The arm `arm` is to come next.
    #[inline(always)]
    pub fn go(&mut self, arm: u8) {
        self.arm = arm;
        self.handing_over = true;
    }

    /// The arm that comes now.
    #[inline(always)]
    pub fn arm(&self) -> u8 {
        self.arm
    }

    /// The arm has begun: its locals are its own.
    #[inline(always)]
    pub fn arrived(&mut self) {
        self.handing_over = false;
    }
}

impl Drop for At {
    #[inline(always)]
    fn drop(&mut self) {
        if self.handing_over {
            // SAFETY: a scope being left has unwound; what the next arm would have found alive
            // is in its place, and the machine is `Panicked` next.
            unsafe { (self.frame.drop_state)(self.frame.tag, self.arm, true) }
        }
    }
}

/// Drops what is alive in the state, if the awaitee's poll or drop unwinds.
pub(super) struct Unwinding {
    pub(super) frame: Frame,
    pub(super) state: u8,
    /// Whether the awaitee is still there.
    pub(super) awaitee: bool,
}

impl Drop for Unwinding {
    #[cold]
    fn drop(&mut self) {
        // SAFETY: all that this state has is in its place, and the machine is `Panicked` next.
        unsafe { (self.frame.drop_state)(self.frame.tag, self.state, self.awaitee) }
    }
}

/// The enum as if it were in `state`, so that its fields' addresses can be taken.
///
/// # Safety
/// As for [`StateEnum::fields`]; what is returned is used to compute addresses only, and the tag
/// is written back after.
#[inline(always)]
pub unsafe fn in_state<'a, E>(this: *mut E, state: u8) -> &'a E {
    // SAFETY: the tag of a `repr(u8)` enum is its first byte, and every bit pattern of a slot is
    // fine, so for the moment this is a value in `state`.
    unsafe {
        *(this as *mut u8) = state;
        &*this
    }
}

/// A machine was polled again after its end.
#[cold]
#[inline(never)]
#[track_caller]
pub fn resumed_after_end(state: u8) -> ! {
    if state == 2 {
        panic!("`async fn` resumed after panicking")
    }
    panic!("`async fn` resumed after completion")
}

/// What is known of a field.
#[derive(Debug, Clone, Copy)]
pub struct FieldInfo {
    /// The saved local that it holds, as an index into [`Machine::locals`](crate::Machine::locals).
    pub local: u16,
    /// Its address.
    pub address: usize,
    /// Its size in bytes.
    pub size: usize,
    /// Its alignment in bytes.
    pub align: usize,
    /// Its type.
    pub type_name: &'static str,
    /// Whether it has anything to drop.
    pub needs_drop: bool,
}

/// A machine during one poll, of the type that the poll code is written for.
pub struct Opened<E>(*mut E);

impl<E: StateEnum> Opened<E> {
    /// # Safety
    /// `this` points to a machine that stays pinned and is not otherwise used during the poll.
    #[inline(always)]
    pub(super) unsafe fn new(this: *mut E) -> Self {
        Opened(this)
    }

    /// The addresses of the fields, and the machine without its type.
    #[inline(always)]
    pub fn open(self) -> (E::Fields, Frame) {
        let frame = Frame {
            tag: self.0 as *mut u8,
            drop_state: drop_state::<E>,
        };
        // SAFETY: see `new`.
        (unsafe { E::fields(self.0) }, frame)
    }
}

/// Drops what is alive in `state`; see [`StateEnum::drop_state`].
///
/// # Safety
/// `this` points to an `E`, and as there.
#[inline]
pub(super) unsafe fn drop_state<E: StateEnum>(this: *mut u8, state: u8, awaitee: bool) {
    // SAFETY: see above.
    unsafe { E::drop_state(E::fields(this as *mut E), state, awaitee) }
}

/// A machine during one poll.
///
/// It does not name the enum, whose type holds those of all fields: for a machine with many, each
/// mention of it would cost the compiler as much time as there are fields, and each function of
/// it would be compiled anew for each machine.
#[derive(Clone, Copy)]
pub struct Frame {
    /// Where the enum lies. The tag of a `repr(u8)` enum is its first byte.
    pub(super) tag: *mut u8,
    /// See [`StateEnum::drop_state`].
    drop_state: unsafe fn(*mut u8, u8, bool),
}

impl Frame {
    /// The number of the state: the enum's tag.
    #[inline(always)]
    pub fn state(self) -> u8 {
        // SAFETY: there is an enum, used through this frame only.
        unsafe { self.tag.read() }
    }

    /// Polls the awaitee of the suspension point `state` where it is. Either it is ready, and is
    /// dropped; or the machine makes its transition to `state`: the fields are in their places
    /// already, so that is but writing the tag.
    #[inline(always)]
    pub fn poll<F: Future>(
        self,
        awaitee: Field<F>,
        cx: &mut Context<'_>,
        state: u8,
    ) -> Poll<F::Output> {
        let mut unwinding = Unwinding {
            frame: self,
            state,
            awaitee: true,
        };
        let result = awaitee.poll(cx);
        match &result {
            Poll::Pending => self.set_state(state),
            Poll::Ready(_) => {
                unwinding.awaitee = false;
                drop(awaitee.resume());
            }
        }
        core::mem::forget(unwinding);
        result
    }

    #[inline(always)]
    pub(super) fn set_state(self, state: u8) {
        // SAFETY: as for `state`.
        unsafe { self.tag.write(state) }
    }
}
