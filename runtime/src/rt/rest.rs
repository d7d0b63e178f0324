//! What is left of a saved local of which parts have been moved.
//!
//! `x.name` by value moves that field unless it is `Copy`, and what is left of `x` drops where `x`
//! would have. Which fields those are, and in which order, only rustc knows, so the expansion has a
//! closure that moves out of a variable what the uses have moved, and forgets it:
//!
//! ```text
//! x_whole.is(|mut whole, moved, _| {
//!     if moved & 1 != 0 {
//!         forget(whole.name);
//!     }
//! });
//! ```
//!
//! What is left of `whole` at its end, rustc drops. The closure is given what was in the machine,
//! and which of the uses have moved something: one bit for each, in the machine if it is needed
//! beyond a suspension.

// Users' expressions never stand inside an `unsafe` block of ours, so that what they are handed to
// is not `unsafe`: the expansion passes places in the variable, and nothing else.
#![allow(clippy::not_unsafe_ptr_arg_deref)]

use core::cell::Cell;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ops::Deref;
use core::ptr::NonNull;

use super::{Field, Handle, Local};

/// Which parts of a `T` have been moved, and how the rest drops: by an `R`, a closure that captures
/// nothing, with the types `A` of what stands for arguments in it.
pub struct Rest<T, R, A> {
    /// A bit for each use that has moved its part.
    moved: u8,
    types: PhantomData<fn(T, A) -> R>,
}

impl<T, R, A> Clone for Rest<T, R, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, R, A> Copy for Rest<T, R, A> {}

/// The type of an argument or of what is given, which is to be inferred.
pub struct Argued<A>(PhantomData<fn() -> A>);

impl<A> Clone for Argued<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for Argued<A> {}

impl<A> Argued<A> {
    /// Of a type that is to be inferred.
    #[inline(always)]
    pub const fn any() -> Self {
        Argued(PhantomData)
    }

    /// Of the type of that.
    #[inline(always)]
    pub const fn of(_: &A) -> Self {
        Argued(PhantomData)
    }

    /// That is of this type.
    #[cold]
    pub fn is_of(&self, _: &A) {}

    /// Stands for the argument in a closure that is never called.
    #[cold]
    pub fn hole(&self) -> A {
        super::unreachable()
    }
}

/// What can be told of the parts of a `T` without naming the closure.
///
/// # Safety
/// [`drop_rest`](Self::drop_rest) drops what has not been moved.
pub unsafe trait Remainder<T>: Copy {
    /// Whether nothing has been moved.
    fn is_whole(self) -> bool;

    /// The uses with these bits have moved their parts.
    fn without(self, bits: u8) -> Self;

    /// The part that the uses with these bits may have moved is there; gives whether it was.
    fn with(self, bits: u8) -> (Self, bool);

    /// Drops what is left.
    ///
    /// # Safety
    /// `place` holds a value from which that has been moved, and is not used after.
    unsafe fn drop_rest(self, place: *mut T);
}

// SAFETY: the closure moves out what the uses have moved, and rustc drops the rest.
unsafe impl<T, R, A> Remainder<T> for Rest<T, R, A>
where
    R: Fn(T, u8, A) + Copy,
{
    #[inline(always)]
    fn is_whole(self) -> bool {
        self.moved == 0
    }

    #[inline(always)]
    fn without(mut self, bits: u8) -> Self {
        self.moved |= bits;
        self
    }

    #[inline(always)]
    fn with(mut self, bits: u8) -> (Self, bool) {
        let was = self.moved & bits == 0;
        self.moved &= !bits;
        (self, was)
    }

    #[inline]
    unsafe fn drop_rest(self, place: *mut T) {
        const { assert!(size_of::<R>() == 0 && size_of::<A>() == 0) }
        // SAFETY: neither has any bytes: the closure captures nothing, and `A` is a tuple of
        // `Argued`s. The expansion has shown that there is such a closure, and the caller hands
        // the value over, which nobody can have pinned as a whole, since parts of it were moved.
        unsafe {
            let drop = NonNull::<R>::dangling().read();
            let types = NonNull::<A>::dangling().read();
            drop(place.read(), self.moved, types);
        }
    }
}

impl<T, R, A> Rest<T, R, A> {
    /// Nothing has been moved.
    #[inline(always)]
    pub const fn whole() -> Self {
        Rest {
            moved: 0,
            types: PhantomData,
        }
    }

    /// That closure drops the rest.
    #[inline(always)]
    pub fn is(self, _: R)
    where
        R: Fn(T, u8, A) + Copy,
    {
    }

    /// The types of arguments and of what is given.
    #[cold]
    pub fn types(self) -> A {
        super::unreachable()
    }
}

impl<T, R, A> Field<Rest<T, R, A>> {
    /// Notes what is left of the local.
    #[inline(always)]
    pub fn put(self, rest: Rest<T, R, A>) {
        self.handle().put(rest);
    }

    /// Nothing has been moved from the local whose field this is.
    #[inline(always)]
    pub fn whole(self) -> Rest<T, R, A> {
        Rest::whole()
    }
}

/// Forgets what a closure captures, which would move or borrow it once.
#[inline(always)]
pub fn forget_captured<F: FnOnce()>(closure: F) {
    core::mem::forget(closure);
}

/// A saved local during a poll, parts of which may be moved: a [`Local`] that knows its rest.
pub struct Parted<T, M: Remainder<T>> {
    local: Local<T>,
    rest: Cell<M>,
}

impl<T> Local<T> {
    /// Parts of it may be moved, or have been.
    #[inline(always)]
    pub fn parts<M: Remainder<T>>(self, rest: M) -> Parted<T, M> {
        Parted {
            local: self,
            rest: Cell::new(rest),
        }
    }
}

impl<T, M: Remainder<T>> Parted<T, M> {
    /// What is left of it.
    #[inline(always)]
    pub fn rest(&self) -> M {
        self.rest.get()
    }

    /// A part, by value; `bit` is this use's.
    #[inline(always)]
    pub fn take_part<V>(&self, bit: u8, part: *const V) -> V {
        let (rest, part) = taken(self.rest.get(), bit, part);
        self.rest.set(rest);
        part
    }

    /// Assigns to a part that the uses with these bits may have moved.
    #[inline(always)]
    pub fn assign_part<V>(&self, bits: u8, value: V, part: *mut V) {
        let (rest, was) = self.rest.get().with(bits);
        self.rest.set(rest);
        assign(part, value, was);
    }

    /// Assigns to the variable.
    #[inline(always)]
    pub fn assign(&self, value: T) {
        let (rest, _) = self.rest.get().with(u8::MAX);
        let before = self.rest.replace(rest);
        if before.is_whole() || !self.local.is_live() {
            self.local.assign(value);
            return;
        }
        self.local.moved();
        // As rustc does it, the value is assigned even if what was there panics as it drops.
        let value = Replacing(&self.local, Some(value));
        // SAFETY: the local holds a value, from which that has been moved, and gets another.
        unsafe { before.drop_rest(self.local.address()) }
        drop(value);
    }

    /// How a part is used that is moved or borrowed; `bit` is this use's.
    #[inline(always)]
    pub fn decide_part<F, G, B: super::Kinds, V>(
        &self,
        bit: u8,
        part: *const V,
        witness: super::PartWitness<F, G, B>,
    ) -> super::PartUse<F, G> {
        if witness.moves() {
            self.rest.set(self.rest.get().without(bit));
        }
        // SAFETY: the original passed the borrow checker, so the part is there; if it is moved,
        // that has just been noted.
        unsafe { witness.make(self.local.address(), part) }
    }
}

/// A part, read out; noted, if it is not `Copy`.
#[inline(always)]
fn taken<M: Remainder<T>, T, V>(rest: M, bit: u8, part: *const V) -> (M, V) {
    let rest = match core::mem::needs_drop::<V>() {
        true => rest.without(bit),
        false => rest,
    };
    // SAFETY: the original passed the borrow checker, so the part is there; it is not used again
    // if it has anything to drop. A field of a packed struct need not be aligned.
    (rest, unsafe { part.read_unaligned() })
}

/// Assigns to a part, which is there or not.
#[inline(always)]
fn assign<V>(part: *mut V, value: V, was: bool) {
    // SAFETY: the part is a place in a variable that may be assigned to.
    unsafe {
        match was {
            true if part.is_aligned() => *part = value,
            true => {
                let before = part.read_unaligned();
                part.write_unaligned(value);
                drop(before);
            }
            false => part.write_unaligned(value),
        }
    }
}

/// Assigns when it is dropped.
struct Replacing<'a, T>(&'a Local<T>, Option<T>);

impl<T> Drop for Replacing<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(value) = self.1.take() {
            self.0.assign(value);
        }
    }
}

impl<T, M: Remainder<T>> Deref for Parted<T, M> {
    type Target = Local<T>;

    #[inline(always)]
    fn deref(&self) -> &Local<T> {
        &self.local
    }
}

impl<T, M: Remainder<T>> Drop for Parted<T, M> {
    #[inline(always)]
    fn drop(&mut self) {
        let rest = self.rest.get();
        if !rest.is_whole() && self.local.is_live() {
            self.local.moved();
            // SAFETY: the local holds a value, from which that has been moved, and nobody uses it
            // after this.
            unsafe { rest.drop_rest(self.local.address()) }
        }
    }
}

impl<T> Handle<T> {
    /// As [`Parted::take_part`], of a variable whose rest is `rest`.
    #[inline(always)]
    pub fn take_part<M: Remainder<T>, V>(&self, rest: &Handle<M>, bit: u8, part: *const V) -> V {
        let (left, part) = taken(rest.copy(), bit, part);
        rest.put(left);
        part
    }

    /// As [`Parted::assign_part`].
    #[inline(always)]
    pub fn assign_part<M: Remainder<T>, V>(
        &self,
        rest: &Handle<M>,
        bits: u8,
        value: V,
        part: *mut V,
    ) {
        let (left, was) = rest.copy().with(bits);
        rest.put(left);
        assign(part, value, was);
    }

    /// Assigns to the variable, which may have been moved out before, as a whole or in parts.
    #[inline(always)]
    pub fn assign_parted<M: Remainder<T>>(&self, flag: &Handle<bool>, rest: &Handle<M>, value: T) {
        let (whole, _) = rest.copy().with(u8::MAX);
        // Whatever happens, the machine drops it by what these say.
        let local = Local::new(self.address(), flag.copy()).parts(rest.copy());
        let local = ManuallyDrop::new(local);
        rest.put(whole);
        flag.put(true);
        local.assign(value);
    }

    /// As [`Parted::decide_part`].
    #[inline(always)]
    pub fn decide_part<M: Remainder<T>, F, G, B: super::Kinds, V>(
        &self,
        rest: &Handle<M>,
        bit: u8,
        part: *const V,
        witness: super::PartWitness<F, G, B>,
    ) -> super::PartUse<F, G> {
        if witness.moves() {
            rest.put(rest.copy().without(bit));
        }
        // SAFETY: as in `Parted::decide_part`.
        unsafe { witness.make(self.address(), part) }
    }
}
