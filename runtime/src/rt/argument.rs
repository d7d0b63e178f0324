//! A parameter as a field of the span, if its type can be shown.

use core::fmt;

use super::Arguments;

/// A parameter, for [`record!`](crate::rt::record).
#[derive(Debug)]
pub struct Argument<'a, T: ?Sized>(pub &'a T);

/// Records a parameter as `tracing` does a value of its own (numbers, `bool`, strings), else
/// by `Debug`, else not at all.
///
/// The compiler takes the first method that fits when it takes reference after reference away
/// from the receiver, so the order of the three traits is that of their `self` types.
#[doc(hidden)]
#[macro_export]
macro_rules! __visualize_future_record {
    ($arguments:expr, $index:expr, $parameter:expr) => {{
        #[allow(unused_imports)]
        use $crate::rt::{ByDebug as _, ByNothing as _, ByValue as _};
        (&&$crate::rt::Argument(&$parameter)).__visualize_future_record($arguments, $index);
    }};
}

/// By its value: on `&&Argument`.
pub trait ByValue {
    #[doc(hidden)]
    fn __visualize_future_record(&self, arguments: &mut Arguments, index: usize);
}

/// By its `Debug`: on `&Argument`.
pub trait ByDebug {
    #[doc(hidden)]
    fn __visualize_future_record(&self, arguments: &mut Arguments, index: usize);
}

/// Not at all: on `Argument`.
pub trait ByNothing: Sized {
    #[doc(hidden)]
    fn __visualize_future_record(self, _: &mut Arguments, _: usize) {}
}

impl<T: super::tracing::Value> ByValue for &Argument<'_, T> {
    fn __visualize_future_record(&self, arguments: &mut Arguments, index: usize) {
        arguments.set(index, self.0);
    }
}

impl<T: fmt::Debug + ?Sized> ByDebug for Argument<'_, T> {
    fn __visualize_future_record(&self, arguments: &mut Arguments, index: usize) {
        arguments.debug(index, &self.0);
    }
}

impl<T: ?Sized> ByNothing for Argument<'_, T> {}

impl<T: ?Sized> Clone for Argument<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Argument<'_, T> {}
