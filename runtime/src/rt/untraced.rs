//! What expansions name of `tracing`, where that is not there.
//!
//! The arguments of the attribute mean nothing then, but they compile: a library that has them
//! works with the feature `std` and without. What does not is what mentions `tracing`'s own types:
//! a level by its path, and a parent other than `None`.

use core::fmt;

/// A level, which nobody asks for.
#[derive(Debug, Clone, Copy)]
pub struct Level;

#[allow(missing_docs)]
impl Level {
    pub const TRACE: Level = Level;
    pub const DEBUG: Level = Level;
    pub const INFO: Level = Level;
    pub const WARN: Level = Level;
    pub const ERROR: Level = Level;
}

/// The id of a span, of which there is none.
#[derive(Debug, Clone, Copy)]
pub enum Id {}

/// What a field of a span can hold: the same types as with `tracing`, as far as `core` has them,
/// so that what compiles here compiles there.
pub trait Value {}

macro_rules! values {
    ($($type:ty),* $(,)?) => {
        $(impl Value for $type {})*
    };
}

values! {
    i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64, bool, str, [u8],
    core::num::NonZeroI8, core::num::NonZeroI16, core::num::NonZeroI32, core::num::NonZeroI64,
    core::num::NonZeroI128, core::num::NonZeroIsize, core::num::NonZeroU8, core::num::NonZeroU16,
    core::num::NonZeroU32, core::num::NonZeroU64, core::num::NonZeroU128,
    core::num::NonZeroUsize, fmt::Arguments<'_>,
}

#[cfg(feature = "alloc")]
values! { alloc::string::String }

impl<T: Value + ?Sized> Value for &T {}
impl<T: Value + ?Sized> Value for &mut T {}
#[cfg(feature = "alloc")]
impl<T: Value + ?Sized> Value for alloc::boxed::Box<T> {}
impl<T: Value> Value for core::num::Wrapping<T> {}
impl<T: Value> Value for Option<T> {}

/// Values by their `Debug` and `Display`.
pub mod field {
    use core::fmt;

    use super::Value;

    /// A value that is not looked at.
    #[derive(Debug, Clone, Copy)]
    pub struct Shown;

    impl Value for Shown {}

    /// A value by its `Debug`.
    pub fn debug<T: fmt::Debug>(_: T) -> Shown {
        Shown
    }

    /// A value by its `Display`.
    pub fn display<T: fmt::Display>(_: T) -> Shown {
        Shown
    }
}
