//! The storage of one saved local.

use core::cell::UnsafeCell;
use core::future::{Future, IntoFuture};
use core::mem::ManuallyDrop;
use core::pin::Pin;
use core::task::{Context, Poll};

use super::{FieldInfo, Handle, Local};

/// A field of the state enum: room for one saved local.
///
/// It is an `UnsafeCell` so that a shared reference to the enum does not promise that a saved
/// local stays unchanged, and a `ManuallyDrop` since the poll code says when it is dropped. It is
/// no type of its own, as each type around another counts: see [`room_for`](super::room_for).
pub type Slot<T> = UnsafeCell<ManuallyDrop<T>>;

/// A slot that holds `value`.
#[inline(always)]
pub const fn slot<T>(value: T) -> Slot<T> {
    UnsafeCell::new(ManuallyDrop::new(value))
}

/// The address of the saved local.
#[inline(always)]
pub const fn field<T>(slot: &Slot<T>) -> Field<T> {
    Field(slot.get().cast())
}

/// The address of a slot in a machine that is pinned.
///
/// Handed out by [`StateEnum::fields`](super::StateEnum::fields) only, whose caller promises
/// to read a field only in states in which it holds a value.
pub struct Field<T>(*mut T);

impl<T> Clone for Field<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Field<T> {}

impl<T> Field<T> {
    /// What is lent to a statement that mentions the local.
    #[inline(always)]
    pub fn handle(self) -> Handle<T> {
        Handle::new(self.0)
    }

    /// Declares the local: writes its first value in place.
    #[inline]
    pub fn init(self, value: T) -> Local<T> {
        // SAFETY: the field points into a pinned machine that outlives the poll under way; what
        // was there before, if anything, has been moved out or dropped.
        unsafe { self.0.write(value) };
        Local::new(self.0, true)
    }

    /// The local again, after a suspension in which it held a value.
    #[inline]
    pub fn resume(self) -> Local<T> {
        Local::new(self.0, true)
    }

    /// The local again, after a suspension in which `live` tells whether it held a value.
    #[inline]
    pub fn resume_if(self, live: bool) -> Local<T> {
        Local::new(self.0, live)
    }

    /// The local in a place where it is in scope, but holds no value.
    #[inline]
    pub fn vacant(self) -> Local<T> {
        Local::new(self.0, false)
    }

    /// Moves the value out, into an ordinary variable.
    #[inline(always)]
    pub fn load(self) -> T {
        // SAFETY: as for `init`; the expansion loads a field at most once after each `init`.
        unsafe { self.0.read() }
    }

    /// Puts what is to be awaited into its place.
    #[inline(always)]
    pub fn start<A>(self, awaitee: A)
    where
        A: IntoFuture<IntoFuture = T>,
    {
        // SAFETY: as for `init`.
        unsafe { self.0.write(awaitee.into_future()) }
    }

    /// Polls the awaitee where it is.
    #[inline(always)]
    pub(super) fn poll(self, cx: &mut Context<'_>) -> Poll<T::Output>
    where
        T: Future,
    {
        // SAFETY: the awaitee lies in a pinned machine and is dropped there without having been
        // moved.
        unsafe { Pin::new_unchecked(&mut *self.0) }.poll(cx)
    }

    /// What is known of the field without looking at its value.
    #[inline]
    pub fn info(self, local: u16) -> FieldInfo {
        FieldInfo {
            local,
            address: self.0 as usize,
            size: size_of::<T>(),
            align: align_of::<T>(),
            type_name: core::any::type_name::<T>(),
            needs_drop: core::mem::needs_drop::<T>(),
        }
    }
}

impl Field<bool> {
    /// Reads a drop flag.
    #[inline(always)]
    pub fn get(self) -> bool {
        // SAFETY: as for `load`; a flag is written before each suspension that reads it.
        unsafe { self.0.read() }
    }

    /// Writes a drop flag.
    #[inline(always)]
    pub fn set(self, live: bool) {
        // SAFETY: as for `init`.
        unsafe { self.0.write(live) }
    }
}
