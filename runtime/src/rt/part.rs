//! Whether a use moves a part of a saved local or borrows it: a question for rustc.
//!
//! As in the module `decide`, but of `x.part.method()`. If the closure there captures the variable
//! by value, what is moved is that part alone. Another closure says how: since edition 2021 one
//! captures no more than the part, so that it is made of the part's value, while the rest of the
//! variable stays where it is, to be dropped as the module `rest` says.

use core::marker::PhantomData;
use core::mem::MaybeUninit;

use super::{Argued, Witness};

/// The types of two closures of the same body, of which the first captures a [`Hole`](super::Hole)
/// as a whole, and the second a part of it; and `B`, whether that part lies in a box.
pub struct PartWitness<F, G, B> {
    whole: Witness<F>,
    part: Witness<G>,
    kind: PhantomData<fn() -> B>,
}

/// One of those closures.
pub enum PartUse<F, G> {
    /// It borrows the variable.
    Borrows(F),
    /// It has the part.
    Has(G),
}

impl<F, G, B> PartWitness<F, G, B> {
    /// Of types that are to be inferred.
    #[inline(always)]
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        PartWitness {
            whole: Witness::new(),
            part: Witness::new(),
            kind: PhantomData,
        }
    }

    /// The closure that captures the whole.
    #[inline(always)]
    pub fn whole(&self) -> Witness<F> {
        self.whole
    }

    /// The closure that captures a part.
    #[inline(always)]
    pub fn part(&self) -> Witness<G> {
        self.part
    }

    /// The part lies in places of these kinds.
    #[inline(always)]
    pub fn inside(&self, _: B)
    where
        B: Kinds,
    {
    }

    /// Whether the part is moved.
    #[inline(always)]
    pub(super) const fn moves(&self) -> bool {
        Witness::<F>::MOVES
    }

    /// Makes the closure.
    ///
    /// # Safety
    /// As of [`Witness::make`]; and `part` holds a value, which is not used any more if it moves.
    #[inline(always)]
    pub(super) unsafe fn make<T, V>(self, place: *mut T, part: *const V) -> PartUse<F, G>
    where
        B: Kinds,
    {
        const {
            let exact = size_of::<G>() == size_of::<V>() && align_of::<G>() == align_of::<V>();
            assert!(
                !Witness::<F>::MOVES || (exact && !B::IN_BOX),
                "a method moves a part of a variable out of a `Box` or of a packed struct, which \
                 the explicit state machine does not support; move the part out before, or use \
                 `#[visualize_future(lowering = \"compiler\")]`"
            )
        }
        if !Witness::<F>::MOVES {
            // SAFETY: see above.
            return PartUse::Borrows(unsafe { Witness::<F>::make(place) });
        }
        let mut closure = MaybeUninit::<G>::uninit();
        // SAFETY: the closure captures the part and nothing else, by value since it moves it, and
        // in no other form, as has just been asserted: rustc captures more than the part only
        // where that lies in a box or in a packed struct.
        unsafe {
            closure
                .as_mut_ptr()
                .cast::<V>()
                .write(part.read_unaligned());
            PartUse::Has(closure.assume_init())
        }
    }
}

macro_rules! arities {
    ($($call:ident, $takes:ident ($($argument:ident),*);)*) => {
        impl<F, G> PartUse<F, G> {
            $(
                /// Calls it.
                #[inline(always)]
                #[allow(non_snake_case, clippy::too_many_arguments)]
                pub fn $call<Output, $($argument),*>(self, $($argument: $argument),*) -> Output
                where
                    F: FnOnce($($argument),*) -> Output,
                    G: FnOnce($($argument),*) -> Output,
                {
                    match self {
                        PartUse::Borrows(closure) => closure($($argument),*),
                        PartUse::Has(closure) => closure($($argument),*),
                    }
                }
            )*
        }

        impl<F> Witness<F> {
            $(
                /// Its arguments, and what it gives, are of these types.
                #[inline(always)]
                #[allow(clippy::too_many_arguments)]
                pub fn $takes<Output, $($argument),*>(
                    self,
                    $(_: Argued<$argument>,)*
                    _: Argued<Output>,
                )
                where
                    F: FnOnce($($argument),*) -> Output,
                {
                }
            )*
        }
    };
}

arities! {
    call_0, takes_0();
    call_1, takes_1(A);
    call_2, takes_2(A, B);
    call_3, takes_3(A, B, C);
    call_4, takes_4(A, B, C, D);
    call_5, takes_5(A, B, C, D, E);
    call_6, takes_6(A, B, C, D, E, H);
    call_7, takes_7(A, B, C, D, E, H, I);
    call_8, takes_8(A, B, C, D, E, H, I, J);
}

/// A place that a part lies in; which kind of place that is, the method that is found tells, by
/// the type.
pub struct Inside<T: ?Sized>(*const T);

impl<T: ?Sized> Inside<T> {
    /// That place.
    #[inline(always)]
    pub const fn of(place: *const T) -> Self {
        Inside(place)
    }
}

/// A box.
pub struct InBox;

/// Another place.
pub struct Direct;

/// The method that is found for a box.
#[cfg(feature = "alloc")]
pub trait KindOfBox {
    /// Which kind.
    #[inline(always)]
    fn kind(&self) -> InBox {
        InBox
    }
}

#[cfg(feature = "alloc")]
impl<T: ?Sized> KindOfBox for Inside<alloc::boxed::Box<T>> {}

/// A place that may be a box, of a type that cannot be named without `alloc`.
#[cfg(not(feature = "alloc"))]
pub struct Unnamed<T>(PhantomData<T>);

/// The method that is found for what may be a box.
#[cfg(not(feature = "alloc"))]
pub trait KindOfBox {
    /// The type of the place.
    type Place;

    /// Which kind.
    #[inline(always)]
    fn kind(&self) -> Unnamed<Self::Place> {
        Unnamed(PhantomData)
    }
}

#[cfg(not(feature = "alloc"))]
impl<T> KindOfBox for Inside<T> {
    type Place = T;
}

/// A box has one word or two, and something to drop. So have a few others, which are refused
/// then, too: better than to take a box for none.
#[cfg(not(feature = "alloc"))]
impl<T, K: Kinds> Kinds for (Unnamed<T>, K) {
    const IN_BOX: bool = K::IN_BOX
        || core::mem::needs_drop::<T>()
            && align_of::<T>() == align_of::<usize>()
            && (size_of::<T>() == size_of::<usize>() || size_of::<T>() == 2 * size_of::<usize>());
}

/// The method that is found for all others.
pub trait KindOfPlace {
    /// Which kind.
    #[inline(always)]
    fn kind(&self) -> Direct {
        Direct
    }
}

impl<T: ?Sized> KindOfPlace for &Inside<T> {}

/// The kinds of the places that a part lies in, one inside the other.
pub trait Kinds {
    /// Whether a box is among them.
    const IN_BOX: bool;
}

impl Kinds for () {
    const IN_BOX: bool = false;
}

impl<K: Kinds> Kinds for (InBox, K) {
    const IN_BOX: bool = true;
}

impl<K: Kinds> Kinds for (Direct, K) {
    const IN_BOX: bool = K::IN_BOX;
}
