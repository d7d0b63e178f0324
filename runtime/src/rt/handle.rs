//! A saved local, as a statement that rustc's coroutine runs finds it.

use core::cell::UnsafeCell;
use core::panic::{RefUnwindSafe, UnwindSafe};

use super::Place;

/// The place of a saved local, lent to a statement for the length of a poll. The enum's drop flags
/// say meanwhile what holds a value.
pub struct Handle<T> {
    place: UnsafeCell<Place<T>>,
}

// SAFETY: a closure that captures a handle stands for one that captures the variable, and of that
// one, which is a part of the original, rustc has decided where it may go.
unsafe impl<T> Send for Handle<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for Handle<T> {}
impl<T> UnwindSafe for Handle<T> {}
impl<T> RefUnwindSafe for Handle<T> {}

impl<T> Handle<T> {
    #[inline(always)]
    pub(super) const fn new(address: *mut T) -> Self {
        Handle {
            place: UnsafeCell::new(Place::new(address)),
        }
    }

    /// That of a variable of the poll code, while that runs.
    #[inline(always)]
    pub fn of(variable: &mut T) -> Handle<T> {
        Handle::new(variable)
    }

    #[inline(always)]
    pub(super) fn address(&self) -> *mut T {
        // SAFETY: the place is not borrowed but for a moment in `at`.
        unsafe { (*self.place.get()).address() }
    }

    /// Another one.
    #[inline(always)]
    pub fn handle(&self) -> Handle<T> {
        Handle::new(self.address())
    }

    /// The place of the variable, as [`Local::at`](super::Local::at).
    #[inline(always)]
    #[allow(clippy::mut_from_ref)]
    pub fn at<'unbounded>(&self) -> &'unbounded mut Place<T> {
        // SAFETY: the reference is dereferenced at once, by `**`, and not kept; what that yields
        // comes from the raw pointer inside.
        unsafe { &mut *self.place.get() }
    }

    /// Reads the value out, for a type that has nothing to drop.
    #[inline(always)]
    pub fn copy(&self) -> T {
        // SAFETY: the original passed the borrow checker, so a value is there, which is not read
        // again unless it is `Copy`.
        unsafe { self.address().read() }
    }

    /// Moves the value out of the variable whose drop flag is `flag`.
    #[inline(always)]
    pub fn take(&self, flag: &Handle<bool>) -> T {
        flag.put(false);
        self.copy()
    }

    /// Assigns to the variable, which may have been moved out before, as `flag` says.
    #[inline(always)]
    pub fn assign(&self, flag: &Handle<bool>, value: T) {
        if flag.copy() {
            **self.at() = value;
        } else {
            // SAFETY: the place holds no value that would need to be dropped.
            unsafe { self.address().write(value) }
            flag.put(true);
        }
    }
}

impl<T: Copy> Handle<T> {
    /// Writes a drop flag, or what is left of a variable.
    #[inline(always)]
    pub(super) fn put(&self, value: T) {
        // SAFETY: it has its place in the enum.
        unsafe { self.address().write(value) }
    }
}
