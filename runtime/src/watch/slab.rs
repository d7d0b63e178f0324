//! Where records live: found by a number, so that a future carries four bytes for it.

use core::mem::MaybeUninit;
use core::ptr;
use core::sync::atomic::Ordering;

use super::record::Record;
use super::sync::{AtomicPtr, Mutex, UnsafeCell, all, constant, shared};

/// The first segment has this many places; each that follows, twice as many as the last. A
/// model is checked with few, so that a second segment is needed soon.
const FIRST: usize = if cfg!(visualize_future_loom) { 1 } else { 64 };
const SEGMENTS: usize = if cfg!(visualize_future_loom) { 3 } else { 26 };

/// Room for one record.
struct Place<R>(UnsafeCell<MaybeUninit<R>>);

/// All records. A place never moves, so that finding one takes no lock.
pub(super) struct Slab<R> {
    segments: [AtomicPtr<Place<R>>; SEGMENTS],
    free: Mutex<Free>,
}

/// The numbers that are free: those in the list, and all from `next` on.
struct Free {
    list: Vec<u32>,
    next: u32,
}

shared! {
    pub(super) static RECORDS: Slab<Record> = Slab::new();
}

impl<R> Slab<R> {
    constant! {
        pub(super) fn new() -> Self {
            Slab {
                segments: all![AtomicPtr::new(ptr::null_mut()); SEGMENTS],
                free: Mutex::new(Free {
                    list: Vec::new(),
                    next: 0,
                }),
            }
        }
    }

    /// Stores a record. The number is never zero; it is zero if there are too many records.
    pub(super) fn insert(&self, record: R) -> u32 {
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
        (self.place(index).0).with_mut(|place| unsafe { (*place).write(record) });
        index + 1
    }

    /// The record with that number.
    ///
    /// # Safety
    /// `number` came from [`insert`](Self::insert) and has not been removed. The caller sees to
    /// it that the record is not used elsewhere while it is written.
    pub(super) unsafe fn get(&self, number: u32) -> *mut R {
        (self.place(number - 1).0).with(|place| place.cast_mut().cast())
    }

    /// Takes the record out; the number is free again.
    ///
    /// # Safety
    /// As for [`get`](Self::get); nobody uses the number after.
    pub(super) unsafe fn remove(&self, number: u32) -> R {
        // SAFETY: the caller vouches for the record being there, and being ours.
        let record =
            (self.place(number - 1).0).with_mut(|place| unsafe { (*place).assume_init_read() });
        let mut free = self
            .free
            .lock()
            .unwrap_or_else(|poison| poison.into_inner());
        free.list.push(number - 1);
        record
    }

    fn place(&self, index: u32) -> &Place<R> {
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
    fn grow(&self, segment: usize) -> *mut Place<R> {
        let length = FIRST << segment;
        let places: Box<[Place<R>]> = (0..length)
            .map(|_| Place(UnsafeCell::new(MaybeUninit::uninit())))
            .collect();
        let places = Box::into_raw(places).cast::<Place<R>>();
        match self.segments[segment].compare_exchange(
            ptr::null_mut(),
            places,
            Ordering::AcqRel,
            Ordering::Acquire,
        ) {
            Ok(_) => places,
            Err(first) => {
                // SAFETY: made above, and published nowhere.
                drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(places, length)) });
                first
            }
        }
    }
}

// SAFETY: whoever holds a record's number decides who uses the record (see `get`), on whatever
// thread the future is, which the record can follow.
unsafe impl<R: Send + Sync> Sync for Slab<R> {}

const _: () = {
    const fn goes_anywhere<T: Send + Sync>() {}
    goes_anywhere::<Record>();
};
