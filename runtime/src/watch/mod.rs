//! What happens when somebody listens.

use std::sync::atomic::AtomicU8;

use crate::Machine;

/// Who listens; zero: nobody.
pub(crate) static LISTENING: AtomicU8 = AtomicU8::new(0);

/// What a future carries for being watched.
#[derive(Debug)]
pub struct Watch {
    /// How often it has been polled.
    pub(crate) polls: u32,
    /// The number of its record, if it is being watched; otherwise zero.
    #[allow(dead_code)]
    pub(crate) record: u32,
}

/// The values of the span's fields, filled by the attribute's expansion.
#[derive(Debug)]
pub struct Arguments {}

impl Arguments {
    /// Sets the field with that index in `Options::fields`.
    pub fn set(&mut self, _index: usize, _value: &dyn tracing::Value) {}

    /// Sets the span's parent, instead of the span current at creation.
    pub fn set_parent(&mut self, _parent: impl Into<Option<tracing::Id>>) {}
}

/// A future is being created.
#[inline(always)]
pub fn watch(_machine: &'static Machine, _arguments: impl FnOnce(&mut Arguments)) -> Watch {
    Watch {
        polls: 0,
        record: 0,
    }
}
