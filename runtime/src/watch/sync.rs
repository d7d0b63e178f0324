//! What threads share is made of these: the standard library's or, in the build that checks
//! models, loom's, which tries every interleaving and every value that a load may see.
//!
//! `--cfg visualize_future_loom` chooses; nobody sets it but `.ci/loom`.

#[cfg(not(visualize_future_loom))]
mod chosen {
    pub(crate) use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU8, AtomicUsize};
    pub(crate) use std::sync::{Condvar, Mutex, MutexGuard};
    pub(crate) use std::thread;

    /// A cell, used in the way of loom's.
    pub(crate) struct UnsafeCell<T>(core::cell::UnsafeCell<T>);

    impl<T> UnsafeCell<T> {
        pub(crate) fn new(value: T) -> Self {
            UnsafeCell(core::cell::UnsafeCell::new(value))
        }

        /// Gives its address, for a use that others may share.
        pub(crate) fn with<R>(&self, act: impl FnOnce(*const T) -> R) -> R {
            act(self.0.get())
        }

        /// Gives its address, for a use of its own.
        pub(crate) fn with_mut<R>(&self, act: impl FnOnce(*mut T) -> R) -> R {
            act(self.0.get())
        }
    }

    /// A static.
    macro_rules! shared {
        ($(#[$attribute:meta])* $vis:vis static $name:ident: $type:ty = $value:expr;) => {
            $(#[$attribute])* $vis static $name: $type = $value;
        };
    }

    /// A static of each thread.
    macro_rules! local {
        (static $name:ident: $type:ty = $value:expr;) => {
            std::thread_local! { static $name: $type = const { $value }; }
        };
    }

    /// A function that statics call.
    macro_rules! constant {
        ($(#[$attribute:meta])* $vis:vis fn $($rest:tt)*) => {
            $(#[$attribute])* $vis const fn $($rest)*
        };
    }

    /// An array of values that are all made alike.
    macro_rules! all {
        ($value:expr; $many:expr) => {
            [const { $value }; $many]
        };
    }

    pub(crate) use {all, constant, local, shared};
}

#[cfg(visualize_future_loom)]
mod chosen {
    pub(crate) use loom::cell::UnsafeCell;
    pub(crate) use loom::sync::atomic::{AtomicBool, AtomicPtr, AtomicU8, AtomicUsize};
    pub(crate) use loom::sync::{Condvar, Mutex, MutexGuard};
    pub(crate) use loom::thread;

    /// A static, made anew for each interleaving.
    macro_rules! shared {
        ($(#[$attribute:meta])* static $name:ident: $type:ty = $value:expr;) => {
            loom::lazy_static! { $(#[$attribute])* static ref $name: $type = $value; }
        };
        ($(#[$attribute:meta])* pub($vis:tt) static $name:ident: $type:ty = $value:expr;) => {
            loom::lazy_static! { $(#[$attribute])* pub($vis) static ref $name: $type = $value; }
        };
    }

    macro_rules! local {
        (static $name:ident: $type:ty = $value:expr;) => {
            loom::thread_local! { static $name: $type = $value; }
        };
    }

    /// loom's values are not constant.
    macro_rules! constant {
        ($(#[$attribute:meta])* $vis:vis fn $($rest:tt)*) => {
            $(#[$attribute])* $vis fn $($rest)*
        };
    }

    macro_rules! all {
        ($value:expr; $many:expr) => {
            core::array::from_fn(|_| $value)
        };
    }

    pub(crate) use {all, constant, local, shared};
}

pub(crate) use chosen::*;
