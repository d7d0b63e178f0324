//! What happens when somebody listens. When nobody does, one relaxed load is all.

mod arguments;
mod clock;
mod drop;
mod events;
mod futurelock;
mod kind;
mod lint;
pub(crate) mod listening;
mod lost;
#[cfg(all(test, visualize_future_loom))]
mod models;
mod output;
mod owned;
mod poll;
mod poll_lints;
mod record;
mod site;
pub(crate) mod sites;
mod slab;
#[cfg(feature = "xray")]
pub(crate) mod snapshot;
mod status;
mod sync;
pub(crate) mod thread;
mod waker;
mod watcher;

use core::sync::atomic::Ordering::Relaxed;

pub use arguments::Arguments;
pub use output::{failed_debug, failed_display, returned_debug, returned_display};

pub(crate) use drop::dropped;
pub(crate) use listening::LISTENING;
pub(crate) use poll::poll;

use crate::{Layout, Machine};
use listening::Listening;
use record::Record;
use slab::RECORDS;

/// What a future carries for being watched.
#[derive(Debug)]
pub struct Watch {
    /// How often it has been polled.
    pub(crate) polls: u32,
    /// The number of its record, if it is being watched; otherwise zero.
    record: u32,
}

/// What the watching code, which is not generic, needs to know of a future's type.
pub(crate) struct Subject {
    pub(crate) machine: fn() -> &'static Machine,
    /// # Safety
    /// The pointer is to the body, which is not being polled.
    pub(crate) state: unsafe fn(*const ()) -> u16,
    pub(crate) layout: fn() -> Layout,
    pub(crate) size: usize,
    /// # Safety
    /// The pointer is to the whole future, which is pinned, and not being polled.
    #[cfg(feature = "xray")]
    pub(crate) inspect: unsafe fn(*const ()) -> snapshot::Inspected,
}

/// A future is being created. What is recorded of it may use up what it mentions.
#[inline(always)]
pub fn watch(machine: &'static Machine, arguments: impl FnOnce(&mut Arguments)) -> Watch {
    let mut arguments = Some(arguments);
    watch_parameters(machine, |to_fill| {
        if let Some(arguments) = arguments.take() {
            arguments(to_fill);
        }
    })
}

/// A future is being created, of which nothing but its parameters is recorded; apart from the
/// other because it is less to compile.
#[inline(always)]
pub fn watch_parameters(
    machine: &'static Machine,
    mut arguments: impl FnMut(&mut Arguments),
) -> Watch {
    if LISTENING.load(Relaxed) == 0 {
        return Watch {
            polls: 0,
            record: 0,
        };
    }
    created(machine, &mut arguments)
}

#[cold]
#[inline(never)]
fn created(machine: &'static Machine, fill: &mut dyn FnMut(&mut Arguments)) -> Watch {
    let record = if Listening::now().to_nothing() {
        0
    } else {
        Record::new(machine, fill, 0).store()
    };
    Watch { polls: 0, record }
}

impl Watch {
    #[inline(always)]
    pub(crate) fn is_watched(&self) -> bool {
        self.record != 0
    }

    /// The future's id, if it has been watched.
    pub(crate) fn id(&self) -> Option<u64> {
        let number = (self.record != 0).then_some(self.record)?;
        // SAFETY: the record is there until the future is dropped, and is only written by
        // whoever may use the future exclusively, which is nobody while it is borrowed here.
        Some(unsafe { (*RECORDS.get(number)).facts.id })
    }

    /// The future has been built, and its size is known.
    #[cold]
    #[inline(never)]
    pub(crate) fn sized(&self, machine: &'static Machine, size: usize) {
        let sites = sites::of(machine);
        if sites.size.swap(size, Relaxed) == size {
            return;
        }
        // A subscriber that panics unwinds through what would have become the future.
        let unborn = Unborn(self.record);
        // SAFETY: as in `id`.
        let span = unsafe { &(*RECORDS.get(self.record)).span };
        span.record(crate::vocabulary::field::SIZE, size as u64);
        core::mem::forget(unborn);
    }
}

/// The record of a future that is not made after all.
struct Unborn(u32);

impl Drop for Unborn {
    fn drop(&mut self) {
        // SAFETY: the number was of a future that is not there, and has no other record.
        drop(unsafe { RECORDS.remove(self.0) });
    }
}
