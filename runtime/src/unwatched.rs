//! Nobody listens: what stands for the module `watch` where there is no `std`, and so no trace.

use core::fmt;

use crate::Machine;
use crate::rt::tracing::{Id, Level, Value};

/// What a future carries for being watched.
#[derive(Debug)]
pub struct Watch {
    /// How often it has been polled.
    pub(crate) polls: u32,
}

/// A future is being created.
#[inline(always)]
pub fn watch(_: &'static Machine, _: impl FnOnce(&mut Arguments)) -> Watch {
    Watch { polls: 0 }
}

/// A future is being created, of which nothing but its parameters would be recorded.
#[inline(always)]
pub fn watch_parameters(_: &'static Machine, _: impl FnMut(&mut Arguments)) -> Watch {
    Watch { polls: 0 }
}

impl Watch {
    /// The future's id, which it has if it has been watched.
    pub(crate) fn id(&self) -> Option<u64> {
        None
    }
}

/// The values of the span's fields: there is none, since there is no span.
#[derive(Debug)]
pub enum Arguments {}

impl Arguments {
    /// Sets a field.
    pub fn set(&mut self, _: usize, _: &dyn Value) {}

    /// Sets a field, as `Debug` shows the value.
    pub fn debug(&mut self, _: usize, _: &dyn fmt::Debug) {}

    /// Sets a field, as `Display` shows the value.
    pub fn display(&mut self, _: usize, _: &dyn fmt::Display) {}

    /// Sets the span's parent.
    pub fn set_parent(&mut self, _: impl Into<Option<Id>>) {}
}

/// `ret`, or `ret(Debug)`.
pub fn returned_debug<T: fmt::Debug>(_: &'static Machine, _: Level, _: &T) {}

/// `ret(Display)`.
pub fn returned_display<T: fmt::Display>(_: &'static Machine, _: Level, _: &T) {}

/// `err`, or `err(Display)`.
pub fn failed_display<T: fmt::Display>(_: &'static Machine, _: Level, _: &T) {}

/// `err(Debug)`.
pub fn failed_debug<T: fmt::Debug>(_: &'static Machine, _: Level, _: &T) {}
