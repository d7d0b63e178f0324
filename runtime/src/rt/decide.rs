//! Whether a use moves a saved local or borrows it: a question for rustc.
//!
//! `x.send()` moves `x` or borrows it, depending on how the method takes `self`, which no macro
//! can see. But rustc sees it when it makes a closure: `|| x.send()` captures `x` by value in the
//! first case and by reference in the second. So the expansion writes that closure in a place
//! which is type-checked but can never be reached,
//!
//! ```text
//! (x.decide({
//!     let witness = Witness::new();
//!     if never_true() {
//!         loop {}
//!         let mut hole = x.hole();
//!         witness.of_0(whole!(() hole.value.send()));
//!     }
//!     witness
//! }))()
//! ```
//!
//! and [`Local::decide`] puts together the closure that would have been made there: of the value,
//! moved out of its place in the enum, or of a reference to that place. A [`Hole`] needs to be
//! dropped whatever is in it, so that by whether the closure does, one is told from the other.

use core::marker::PhantomData;
use core::mem::MaybeUninit;

use super::{Argued, Handle, Local, unreachable};

/// Stands for the variable in a closure that is never made.
#[repr(C)]
pub struct Hole<T> {
    /// The variable.
    pub value: T,
    drops: Drops,
}

/// Needs to be dropped, and does nothing then.
struct Drops;

impl Drop for Drops {
    #[inline(always)]
    fn drop(&mut self) {}
}

/// The type of a closure that captures one [`Hole`], as a whole.
pub struct Witness<F>(PhantomData<fn() -> F>);

impl<F> Clone for Witness<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F> Copy for Witness<F> {}

macro_rules! arities {
    ($($name:ident $with:ident($($argument:ident),*);)*) => {
        impl<F> Witness<F> {
            $(
                /// It is the type of this closure, which is called once.
                #[inline(always)]
                pub fn $name<R, $($argument),*>(self, _: F)
                where
                    F: FnOnce($($argument),*) -> R,
                {
                }

                /// The same, with arguments of these types.
                #[inline(always)]
                #[allow(clippy::too_many_arguments)]
                pub fn $with<R, $($argument),*>(self, $(_: Argued<$argument>,)* _: F)
                where
                    F: FnOnce($($argument),*) -> R,
                {
                }
            )*
        }
    };
}

arities! {
    of_0 with_0();
    of_1 with_1(A);
    of_2 with_2(A, B);
    of_3 with_3(A, B, C);
    of_4 with_4(A, B, C, D);
    of_5 with_5(A, B, C, D, E);
    of_6 with_6(A, B, C, D, E, G);
    of_7 with_7(A, B, C, D, E, G, H);
    of_8 with_8(A, B, C, D, E, G, H, I);
}

impl<F> Witness<F> {
    /// Of a type that is to be inferred.
    #[inline(always)]
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Witness(PhantomData)
    }

    /// Whether the closure captures by value.
    pub(super) const MOVES: bool = core::mem::needs_drop::<F>();

    /// Makes the closure.
    ///
    /// # Safety
    /// `F` captures a `Hole<T>` and nothing else, and `place` holds a value, which is not used
    /// any more if `F` captures by value.
    #[inline(always)]
    pub(super) unsafe fn make<T>(place: *mut T) -> F {
        let captured = if Self::MOVES {
            (size_of::<Hole<T>>(), align_of::<Hole<T>>())
        } else {
            (size_of::<*mut T>(), align_of::<*mut T>())
        };
        if captured != (size_of::<F>(), align_of::<F>()) {
            unreachable();
        }
        let mut closure = MaybeUninit::<F>::uninit();
        // SAFETY: a closure has a field for each variable that it captures and nothing else, and
        // its size has been compared. The value stands at the start of its hole, whose other
        // field has no bytes, so that a pointer to the one is a pointer to the other.
        unsafe {
            if Self::MOVES {
                closure.as_mut_ptr().cast::<T>().write(place.read());
            } else {
                closure.as_mut_ptr().cast::<*mut T>().write(place);
            }
            closure.assume_init()
        }
    }
}

impl<T> Local<T> {
    /// Stands for the variable in code that is never reached.
    #[cold]
    pub fn hole(&self) -> Hole<T> {
        unreachable()
    }

    /// The closure that moves or borrows the variable.
    #[inline(always)]
    pub fn decide<F>(&self, _: Witness<F>) -> F {
        if Witness::<F>::MOVES {
            self.moved();
        }
        // SAFETY: the original passed the borrow checker, so a value is there; if it is moved,
        // that has just been noted. The expansion makes no witness of another kind.
        unsafe { Witness::<F>::make(self.address()) }
    }
}

impl<T> Handle<T> {
    /// Stands for the variable in code that is never reached.
    #[cold]
    pub fn hole(&self) -> Hole<T> {
        unreachable()
    }

    /// The closure that moves or borrows the variable whose drop flag is `flag`.
    #[inline(always)]
    pub fn decide<F>(&self, flag: &Handle<bool>, _: Witness<F>) -> F {
        if Witness::<F>::MOVES {
            flag.put(false);
        }
        // SAFETY: as in `Local::decide`.
        unsafe { Witness::<F>::make(self.address()) }
    }
}
