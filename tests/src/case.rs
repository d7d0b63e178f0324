//! A function that is compiled several times, and how to call it.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use visualize_future::Lowering;

use crate::world;

/// A future whose output is shown as text, so that twins can be compared.
pub type Subject = Pin<Box<dyn Future<Output = String>>>;

/// One twin: a call of an annotated function.
#[derive(Clone, Copy)]
pub struct Case {
    /// The function's name.
    pub name: &'static str,
    /// The lowering that it is to take by itself.
    pub lowering: Lowering,
    /// Calls it.
    pub start: fn() -> Subject,
    /// Whether its twins are also compared where the drop of a value panics.
    pub panics_in_drops: bool,
}

impl Case {
    /// For a function in which rustc itself leaks a value when the drop of another panics, and
    /// the explicit enum does not (<https://github.com/rust-lang/rust/issues/47949> has such).
    #[must_use]
    pub const fn without_panics_in_drops(mut self) -> Self {
        self.panics_in_drops = false;
        self
    }
}

/// A future whose output is shown as text; not a coroutine, so that it hides nothing of the
/// inner one.
struct Shown<F>(Pin<Box<F>>);

impl<F: Future<Output: Debug>> Future for Shown<F> {
    type Output = String;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<String> {
        self.0.as_mut().poll(cx).map(|output| format!("{output:?}"))
    }
}

/// Hides the type of a future.
pub fn subject<F: Future<Output: Debug> + 'static>(future: F) -> Subject {
    Box::pin(Shown(Box::pin(future)))
}

/// Logs what the compiler knows of a future.
pub fn observed(traits: String, size: usize) {
    world::record(format!("future: {traits}"));
    world::record(format!("{SIZE}{size}"));
}

/// How a record of a size starts; twins may differ in it.
pub const SIZE: &str = "size of the future: ";

/// Logs the auto traits and the size of a future, and hands it on.
#[macro_export]
macro_rules! observed {
    ($future:expr) => {{
        let future = $future;
        $crate::case::observed(
            $crate::auto_traits!(&future),
            ::std::mem::size_of_val(&future),
        );
        future
    }};
}

/// The lowering that a function takes; `Since2024`: the explicit one in that edition only.
#[macro_export]
macro_rules! lowering {
    (Since2024) => {
        if cfg!(feature = "edition-2024") {
            ::visualize_future::Lowering::Explicit
        } else {
            ::visualize_future::Lowering::Compiler
        }
    };
    ($lowering:ident) => {
        ::visualize_future::Lowering::$lowering
    };
}

/// `case!(name: Explicit, future)`: a twin by the name of its function, the lowering that it
/// takes, and a call.
///
/// An `async` block around the call, for functions that borrow, is not itself observed: the
/// auto traits of a coroutine cannot be asked inside the function that makes it.
#[macro_export]
macro_rules! case {
    ($name:ident: $lowering:ident, async $around:block) => {
        $crate::case!(@ $name, $lowering, async $around)
    };
    ($name:ident: $lowering:ident, $future:expr) => {
        $crate::case!(@ $name, $lowering, $crate::observed!($future))
    };
    (@ $name:ident, $lowering:ident, $future:expr) => {
        $crate::case::Case {
            name: ::std::stringify!($name),
            lowering: $crate::lowering!($lowering),
            start: || $crate::case::subject($future),
            panics_in_drops: true,
        }
    };
}
