//! What is common to both lowerings.

use core::task::{Context, Poll};

use super::Watch;
use crate::{Layout, Machine};

/// A machine's value, of either lowering.
///
/// # Safety
/// [`poll`](Self::poll) keeps to what a coroutine promises: once it returned `Ready`, or
/// unwound, polling again panics and dropping is fine. [`watch`](Self::watch) gives the address of
/// a part of the value which is there for being watched and for nothing else.
pub unsafe trait Body {
    /// What the function returns.
    type Output;

    /// The machine.
    fn machine() -> &'static Machine;

    /// What the value carries for being watched, if the value is at `this`.
    fn watch(this: *const Self) -> *const Watch;

    /// The number of the state in which the value is.
    ///
    /// # Safety
    /// There is a value at `this`, and it is not being polled.
    unsafe fn state(this: *const Self) -> u16;

    /// Where the saved locals lie.
    fn layout() -> Layout;

    /// Where the enum is now, if there is one.
    fn enum_address(&self) -> Option<usize>;

    /// One poll.
    ///
    /// # Safety
    /// `this` is pinned, and not otherwise used during the poll.
    unsafe fn poll(this: *mut Self, cx: &mut Context<'_>) -> Poll<Self::Output>;

    /// Drops what is alive in the function.
    ///
    /// # Safety
    /// Called once, before the value itself is dropped, and nothing else after.
    unsafe fn drop_locals(this: *mut Self);
}

/// What is done with the returned value before it is handed on: `ret` and `err`.
pub trait OutputHook<R> {
    /// Looks at the value.
    fn returned(&self, value: &R);
}

/// Nothing.
#[derive(Debug, Clone, Copy)]
pub struct NoHook;

impl<R> OutputHook<R> for NoHook {
    #[inline(always)]
    fn returned(&self, _: &R) {}
}

impl<R, F: Fn(&R)> OutputHook<R> for F {
    #[inline(always)]
    fn returned(&self, value: &R) {
        self(value);
    }
}
