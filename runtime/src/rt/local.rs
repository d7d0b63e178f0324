//! A saved local during a poll.

use core::cell::{Cell, UnsafeCell};
use core::ops::{Deref, DerefMut};

use super::Handle;

/// A saved local while the machine is being polled: it drops the value, in place, where rustc
/// would drop the variable, unless it was moved or the machine suspends ([`keep`]).
///
/// It stands in the poll's stack frame under the variable's own name; the value stays in the
/// enum.
pub struct Local<T> {
    place: UnsafeCell<Place<T>>,
    live: Cell<bool>,
}

/// The place of a saved local: `**local.at()` is the variable, and rustc chooses between a
/// shared and a unique borrow of it as it would for the variable itself.
pub struct Place<T>(*mut T);

impl<T> Place<T> {
    #[inline(always)]
    pub(super) const fn new(address: *mut T) -> Self {
        Place(address)
    }

    #[inline(always)]
    pub(super) const fn address(&self) -> *mut T {
        self.0
    }
}

impl<T> Local<T> {
    #[inline(always)]
    pub(super) fn new(address: *mut T, live: bool) -> Self {
        Local {
            place: UnsafeCell::new(Place(address)),
            live: Cell::new(live),
        }
    }

    /// The place of the variable, for as long as whoever uses it needs: the value does not
    /// move while the machine is pinned, and the original, which passed the borrow checker,
    /// vouches for the uses.
    #[inline(always)]
    #[allow(clippy::mut_from_ref)]
    pub fn at<'unbounded>(&self) -> &'unbounded mut Place<T> {
        // SAFETY: the reference is dereferenced at once, by `**`, and not kept; what that
        // yields comes from the raw pointer inside.
        unsafe { &mut *self.place.get() }
    }

    /// What is lent to a statement that mentions the local.
    #[inline(always)]
    pub fn handle(&self) -> Handle<T> {
        Handle::new(self.address())
    }

    #[inline(always)]
    pub(super) fn address(&self) -> *mut T {
        // SAFETY: the place is not borrowed but for a moment in `at`.
        unsafe { (*self.place.get()).0 }
    }

    /// The value has been moved out.
    #[inline(always)]
    pub(super) fn moved(&self) {
        self.live.set(false);
    }

    /// Reads the value out: a move, or for a `Copy` type a copy.
    #[inline(always)]
    pub fn take(&self) -> T {
        self.live.set(false);
        // SAFETY: the original passed the borrow checker, so a value is there; for a type with
        // drop logic it is not read again until it has been assigned.
        unsafe { (*self.place.get()).0.read() }
    }

    /// Assigns to the variable, which may have been moved out before.
    #[inline(always)]
    pub fn assign(&self, value: T) {
        if self.live.replace(true) {
            **self.at() = value;
        } else {
            // SAFETY: the place holds no value that would need to be dropped.
            unsafe { (*self.place.get()).0.write(value) }
        }
    }

    /// Whether the variable holds a value now: what its drop flag must say.
    #[inline(always)]
    pub fn is_live(&self) -> bool {
        self.live.get()
    }
}

impl<T> Drop for Local<T> {
    #[inline(always)]
    fn drop(&mut self) {
        if self.live.get() {
            // SAFETY: the flag says that a value is there, and nobody uses it after this.
            unsafe { self.place.get_mut().0.drop_in_place() }
        }
    }
}

impl<T> Deref for Place<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: see `Local::at`.
        unsafe { &*self.0 }
    }
}

impl<T> DerefMut for Place<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: see `Local::at`.
        unsafe { &mut *self.0 }
    }
}

/// The value that a branch has left for where the paths meet.
#[inline(always)]
#[track_caller]
pub fn joined<T>(value: &mut Option<T>) -> T {
    match value.take() {
        Some(value) => value,
        None => unreachable(),
    }
}

/// What the expansion rules out.
#[cold]
#[inline(never)]
#[track_caller]
pub fn unreachable() -> ! {
    panic!("internal error of visualize_future: please report this")
}

/// Leaves the locals' values where they are: they stay alive in the next state.
#[inline(always)]
pub fn keep<L>(locals: L) {
    core::mem::forget(locals);
}
