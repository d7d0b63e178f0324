//! Where records live: found by a number, so that a future carries four bytes for it.

use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicPtr, Ordering};
use std::sync::Mutex;

use super::record::Record;

/// The first segment has this many places; each that follows, twice as many as the last.
const FIRST: usize = 64;
const SEGMENTS: usize = 26;

/// Room for one record.
struct Place(UnsafeCell<MaybeUninit<Record>>);

/// All records. A place never moves, so that finding one takes no lock.
pub(super) struct Slab {
    segments: [AtomicPtr<Place>; SEGMENTS],
    free: Mutex<Free>,
}

/// The numbers that are free: those in the list, and all from `next` on.
struct Free {
    list: Vec<u32>,
    next: u32,
}

pub(super) static RECORDS: Slab = Slab {
    segments: [const { AtomicPtr::new(core::ptr::null_mut()) }; SEGMENTS],
    free: Mutex::new(Free {
        list: Vec::new(),
        next: 0,
    }),
};

impl Slab {
    /// Stores a record. The number is never zero; it is zero if there are too many records.
    pub(super) fn insert(&self, record: Record) -> u32 {
        let index = {
            let mut free = self
                .free
                .lock()
                .unwrap_or_else(|poison| poison.into_inner());
            if let Some(index) = free.list.pop() {
                index
            } else if free.next == u32::MAX - FIRST as u32 {
                return 0;
            } else {
                free.next += 1;
                free.next - 1
            }
        };
        // SAFETY: the number was free, so that nobody else uses the place.
        unsafe { (*self.place(index).0.get()).write(record) };
        index + 1
    }

    /// The record with that number.
    ///
    /// # Safety
    /// `number` came from [`insert`](Self::insert) and has not been removed. The caller sees to
    /// it that the record is not used elsewhere while it is written.
    pub(super) unsafe fn get(&self, number: u32) -> *mut Record {
        self.place(number - 1).0.get().cast()
    }

    /// Takes the record out; the number is free again.
    ///
    /// # Safety
    /// As for [`get`](Self::get); nobody uses the number after.
    pub(super) unsafe fn remove(&self, number: u32) -> Record {
        // SAFETY: the caller vouches for the record being there, and being ours.
        let record = unsafe { (*self.place(number - 1).0.get()).assume_init_read() };
        let mut free = self
            .free
            .lock()
            .unwrap_or_else(|poison| poison.into_inner());
        free.list.push(number - 1);
        record
    }

    fn place(&self, index: u32) -> &Place {
        let position = index as usize + FIRST;
        let segment = (position.ilog2() - FIRST.ilog2()) as usize;
        let offset = position - (FIRST << segment);
        let mut places = self.segments[segment].load(Ordering::Acquire);
        if places.is_null() {
            places = self.grow(segment);
        }
        // SAFETY: the segment has `FIRST << segment` places, and lives as long as the program.
        unsafe { &*places.add(offset) }
    }

    #[cold]
    fn grow(&self, segment: usize) -> *mut Place {
        let length = FIRST << segment;
        let places: Box<[Place]> = (0..length)
            .map(|_| Place(UnsafeCell::new(MaybeUninit::uninit())))
            .collect();
        let places = Box::into_raw(places).cast::<Place>();
        match self.segments[segment].compare_exchange(
            core::ptr::null_mut(),
            places,
            Ordering::AcqRel,
            Ordering::Acquire,
        ) {
            Ok(_) => places,
            Err(first) => {
                // SAFETY: made above, and published nowhere.
                drop(unsafe { Box::from_raw(core::ptr::slice_from_raw_parts_mut(places, length)) });
                first
            }
        }
    }
}

// SAFETY: whoever holds a record's number decides who uses the record (see `get`), on whatever
// thread the future is, which the record can follow.
unsafe impl Sync for Slab {}

const _: () = {
    const fn goes_anywhere<T: Send + Sync>() {}
    goes_anywhere::<Record>();
};
