//! How much work an answer may cost: what a file claims is not believed.
//!
//! A few bytes of debug info can ask for any amount of work: a thousand units that share one table
//! of abbreviations, types that are all named by one name of a megabyte, scopes inside of scopes.
//! Real debug info costs a few steps for each of its bytes, and so nothing may cost many.

use std::cell::Cell;

use super::reader::malformed;
use crate::NotAvailable;

/// Steps for each byte of debug info. Real programs need one or two to list their coroutines.
const STEPS_PER_BYTE: u64 = 16;

/// What the smallest file may cost.
const LEAST: u64 = 1 << 20;

/// A step looks at so many bytes of text.
const TEXT_PER_STEP: usize = 32;

/// The steps that are left for an answer.
pub(super) struct Budget {
    left: Cell<u64>,
    spent: Cell<u64>,
    bytes: Cell<u64>,
}

impl Budget {
    pub(super) fn new() -> Self {
        Budget {
            left: Cell::new(LEAST),
            spent: Cell::new(0),
            bytes: Cell::new(0),
        }
    }

    /// Allows for so many bytes of debug info.
    pub(super) fn allow(&self, bytes: u64) {
        let steps = bytes.saturating_mul(STEPS_PER_BYTE);
        self.left.set(self.left.get().saturating_add(steps));
        self.bytes.set(self.bytes.get().saturating_add(bytes));
    }

    /// The bytes of debug info that are read.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes.get()
    }

    /// The steps that were taken up to now.
    pub(super) fn spent(&self) -> u64 {
        self.spent.get()
    }

    /// Takes steps: one for an entry, for an attribute, or for a byte that is kept.
    pub(super) fn spend(&self, steps: usize) -> Result<(), NotAvailable> {
        let left = self.left.get().checked_sub(steps as u64);
        self.spent
            .set(self.spent.get().saturating_add(steps as u64));
        // Once it has not sufficed it never does, so that who passes over an error ends, too.
        self.left.set(left.unwrap_or(0));
        match left {
            Some(_) => Ok(()),
            None => Err(malformed("it asks for far more than its size explains")),
        }
    }

    /// Takes the steps for text that is looked through, but not kept.
    pub(super) fn spend_looking(&self, bytes: usize) -> Result<(), NotAvailable> {
        self.spend(1 + bytes / TEXT_PER_STEP)
    }
}
