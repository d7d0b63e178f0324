//! The type that a function returns.

/// Names the type that a function returns where it cannot be named otherwise: `!`.
pub trait Returns {
    /// That type.
    type Type;
}

impl<R> Returns for fn() -> R {
    type Type = R;
}

/// A value of any type, for code that is never reached: it tells the compiler a type.
#[cold]
#[inline(never)]
#[track_caller]
pub fn never<T>() -> T {
    super::unreachable()
}
