//! What generated functions are written with: everything that they do is in the log of the
//! world of `visualize_future_tests`, and may be the step that panics.

pub use std::rc::Rc;

pub use visualize_future_tests::case::{Subject, subject};
pub use visualize_future_tests::io::{Io, io_of, io_pending};
pub use visualize_future_tests::noisy::{Noisy, look, noisy};
pub use visualize_future_tests::observed;
pub use visualize_future_tests::world::{flag, step, turn};

pub use crate::{fail_perhaps, keep, leave, leave_perhaps, lent, logged, made, none_perhaps, wait};

use visualize_future_tests::world;

/// A future that is pending once.
pub fn pend<T>(name: &'static str, value: T) -> Io<T> {
    io_pending(name, 1, value)
}

/// A number whose evaluation is logged.
pub fn num(name: &str, value: usize) -> usize {
    step(format!("number {name}"));
    value
}

/// A text whose evaluation is logged.
pub fn text(name: &str) -> String {
    step(format!("text {name}"));
    name.to_owned()
}

/// Uses a value up.
pub fn swallow(value: Noisy) -> usize {
    value.look()
}

/// Changes a value.
pub fn change(value: &mut Noisy) -> usize {
    value.change().touched() as usize
}

/// Hands a borrow on.
pub fn lend(value: &Noisy) -> &Noisy {
    step(format!("lend {}", value.name()));
    value
}

/// A future that does not keep the borrow.
pub fn ask(value: &Noisy) -> Io<usize> {
    pend("ask", value.look())
}

/// A future that keeps the borrow.
pub fn hold(value: &Noisy) -> Io<&Noisy> {
    pend("hold", value)
}

/// Two operands.
pub fn both(value: Noisy, number: usize) -> usize {
    step("both");
    value.look() + number
}

/// Two borrows.
pub fn compare(left: &Noisy, right: &Noisy) -> usize {
    step("compare");
    left.look() + right.look()
}

/// Three operands.
pub fn mix(first: usize, value: Noisy, last: usize) -> Noisy {
    step(format!("mix {}", first + last));
    value
}

/// Makes one of two.
pub fn join(left: Noisy, right: Noisy) -> Noisy {
    step(format!("join {} {}", left.name(), right.name()));
    drop(right);
    left
}

/// A value, or none.
pub fn maybe(name: &str) -> Option<Noisy> {
    flag().then(|| noisy(name))
}

/// A value, or an error.
pub fn attempt(name: &str) -> Result<Noisy, Noisy> {
    if flag() {
        Ok(noisy(name))
    } else {
        Err(noisy("error"))
    }
}

/// A struct whose fields drop by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duo {
    /// A field.
    pub left: Noisy,
    /// A field.
    pub right: Noisy,
    /// A field.
    pub number: usize,
}

/// Borrows a value, and drops with a log.
#[derive(Debug)]
pub struct Guard<'a>(pub &'a Noisy);

/// Borrows a value until the guard drops.
pub fn guard(value: &Noisy) -> Guard<'_> {
    step(format!("guard {}", value.name()));
    Guard(value)
}

impl Guard<'_> {
    /// Uses the borrowed value.
    pub fn peek(&self) -> usize {
        step("peek");
        self.0.look()
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        world::dropped(format!(
            "drop guard of {} ({})",
            self.0.name(),
            self.0.touched()
        ));
    }
}

/// More methods of [`Noisy`].
pub trait More: Sized {
    /// By value, with an argument.
    fn with(self, number: usize) -> Self;
    /// By reference, with an argument.
    fn plus(&self, number: usize) -> usize;
    /// By mutable reference, with an argument.
    fn grow(&mut self, number: usize) -> usize;
    /// A guard.
    fn guarded(&self) -> Guard<'_>;
    /// A future that does not keep the borrow.
    fn asked(&self) -> Io<usize>;
}

impl More for Noisy {
    fn with(self, number: usize) -> Self {
        step(format!("{} with {number}", self.name()));
        self
    }

    fn plus(&self, number: usize) -> usize {
        step(format!("{} plus {number}", self.name()));
        number + 1
    }

    fn grow(&mut self, number: usize) -> usize {
        self.change();
        number
    }

    fn guarded(&self) -> Guard<'_> {
        guard(self)
    }

    fn asked(&self) -> Io<usize> {
        ask(self)
    }
}

/// A macro that nobody knows, and that hides nothing.
#[macro_export]
macro_rules! logged {
    ($name:expr) => {
        $crate::vocabulary::step($name)
    };
}

/// Hides a `return`.
#[macro_export]
macro_rules! leave {
    ($value:expr) => {
        return $value
    };
}

/// Hides a `return` that may not be taken.
#[macro_export]
macro_rules! leave_perhaps {
    ($value:expr) => {
        if $crate::vocabulary::flag() {
            return $value;
        }
    };
}

/// Hides a `?` of an [`Option`].
#[macro_export]
macro_rules! none_perhaps {
    ($name:expr) => {
        let _kept = $crate::vocabulary::flag().then(|| $crate::vocabulary::noisy($name))?;
    };
}

/// Hides a `?` of a [`Result`].
#[macro_export]
macro_rules! fail_perhaps {
    ($name:expr) => {
        let _kept = match $crate::vocabulary::flag() {
            true => Ok($crate::vocabulary::noisy("kept")),
            false => Err($crate::vocabulary::noisy($name)),
        }?;
    };
}

/// Hides an `.await`.
#[macro_export]
macro_rules! wait {
    ($name:expr) => {
        $crate::vocabulary::pend($name, $crate::vocabulary::noisy("waited")).await
    };
}

/// Declares a variable that nobody can name.
#[macro_export]
macro_rules! keep {
    ($name:expr) => {
        let _kept = $crate::vocabulary::noisy($name);
    };
}

/// A value.
#[macro_export]
macro_rules! made {
    ($name:expr) => {
        $crate::vocabulary::noisy($name)
    };
}

/// A temporary whose life a `let` extends.
#[macro_export]
macro_rules! lent {
    ($name:expr) => {
        &$crate::vocabulary::noisy($name)
    };
}
