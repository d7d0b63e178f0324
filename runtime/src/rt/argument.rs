//! A parameter as a field of the span, if its type can be shown.

use std::fmt;

use super::Arguments;

/// A parameter. `(&&rt::Argument(&x)).record(arguments, index)`, with the three traits in
/// scope, records it as `tracing` does a value of its own, else by `Debug`, else not at all:
/// the compiler prefers the implementation that needs the fewest references added.
#[derive(Debug, Clone, Copy)]
pub struct Argument<'a, T: ?Sized>(pub &'a T);

/// A number, a `bool`, a string: by its value.
pub trait ByValue {
    #[doc(hidden)]
    fn record(&self, arguments: &mut Arguments, index: usize);
}

/// By its `Debug`.
pub trait ByDebug {
    #[doc(hidden)]
    fn record(&self, arguments: &mut Arguments, index: usize);
}

/// Not at all.
pub trait ByNothing {
    #[doc(hidden)]
    fn record(&self, arguments: &mut Arguments, index: usize);
}

impl<T: tracing::Value> ByValue for &Argument<'_, T> {
    fn record(&self, arguments: &mut Arguments, index: usize) {
        arguments.set(index, self.0);
    }
}

impl<T: fmt::Debug + ?Sized> ByDebug for Argument<'_, T> {
    fn record(&self, arguments: &mut Arguments, index: usize) {
        arguments.debug(index, &self.0);
    }
}

impl<T: ?Sized> ByNothing for &&Argument<'_, T> {
    fn record(&self, _: &mut Arguments, _: usize) {}
}
