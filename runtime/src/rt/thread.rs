//! A pointer for each thread.
//!
//! Some futures hand something to the code inside them, while that is polled, in a way that the
//! code's own type does not show: through a variable of the thread. Without `std` there is no such
//! variable, and `core` does not know one thread from another, nor one core. With the feature
//! `unsafe-single-thread` the program promises that there is but one, so that a static will do.
//! An interrupt may come at any time, even one whose handler polls futures: what it writes there
//! it takes back before it returns. Without that feature, [`KNOWN`] is false.

/// Whether the thread that runs can be told from others.
pub(super) const KNOWN: bool = cfg!(any(feature = "std", feature = "unsafe-single-thread"));

/// `per_thread!(NAME: *const T = value)`: a static with `with`, to which a `Cell` is lent or what
/// can stand for one.
#[cfg(feature = "std")]
macro_rules! per_thread {
    ($name:ident: *const $type:ty = $value:expr) => {
        thread_local! {
            static $name: core::cell::Cell<*const $type> =
                const { core::cell::Cell::new($value) };
        }
    };
}
#[cfg(not(feature = "std"))]
macro_rules! per_thread {
    ($name:ident: *const $type:ty = $value:expr) => {
        static $name: $crate::rt::thread::Only<$type> = $crate::rt::thread::Only::new($value);
    };
}
pub(super) use per_thread;

/// A compile error where `T` is used and no thread can be told from another.
pub(super) struct Needed<T: ?Sized>(core::marker::PhantomData<T>);

impl<T: ?Sized> Needed<T> {
    pub(super) const CHECK: () = assert!(
        KNOWN,
        "a statement with temporaries that live across its `.await`, or a macro that is not known, \
         needs the feature `std` of visualize-future or, where futures are polled by one thread \
         alone, its feature `unsafe-single-thread`; or put the value into a variable before the \
         `.await`, or use `#[visualize_future(lowering = \"compiler\")]`"
    );
}

/// The pointer of the only thread.
///
/// It is loaded and stored, and no more, so that there need be no atomic instruction that does
/// both, which the smallest processors do not have.
#[cfg(not(feature = "std"))]
pub(super) struct Only<T>(core::sync::atomic::AtomicPtr<T>);

#[cfg(not(feature = "std"))]
impl<T> Only<T> {
    pub(super) const fn new(value: *const T) -> Self {
        Only(core::sync::atomic::AtomicPtr::new(value.cast_mut()))
    }

    #[inline(always)]
    pub(super) fn with<R>(&self, then: impl FnOnce(&Self) -> R) -> R {
        then(self)
    }

    #[inline(always)]
    pub(super) fn get(&self) -> *const T {
        self.0.load(core::sync::atomic::Ordering::Relaxed)
    }

    #[inline(always)]
    pub(super) fn set(&self, value: *const T) {
        let value = value.cast_mut();
        self.0.store(value, core::sync::atomic::Ordering::Relaxed);
    }

    #[inline(always)]
    pub(super) fn replace(&self, value: *const T) -> *const T {
        let before = self.get();
        self.set(value);
        before
    }
}
