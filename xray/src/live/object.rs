//! A future as an address and a vtable.

use std::future::Future;
use std::pin::Pin;

use super::memory::{Chunk, Memory};
use crate::image::Member;
use crate::{NotAvailable, Reason};

/// The two words of a `dyn Future`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Object {
    pub(super) address: u64,
    pub(super) vtable: u64,
}

impl Object {
    /// The words of that future. That makes rustc write a vtable for it, and debug info for that.
    pub(super) fn of<F: Future>(future: Pin<&F>) -> Result<Self, NotAvailable> {
        let object: &dyn Future<Output = F::Output> = future.get_ref();
        let address = std::ptr::from_ref(future.get_ref()).addr() as u64;
        let words = words_of(object);
        // That a `&dyn` is these two words, and that a vtable begins as `size_of_value` says, is
        // a custom of rustc's, no promise; so it is looked at, each time.
        if words.address != address {
            let detail = "this compiler's `&dyn` is not an address and a vtable";
            return Err(NotAvailable::new(Reason::Mismatch, detail));
        }
        let sizes = words.size_and_align(&Memory::new())?;
        if sizes != (size_of::<F>() as u64, align_of::<F>() as u64) {
            let detail = "this compiler's vtables are not laid out as those that are known";
            return Err(NotAvailable::new(Reason::Mismatch, detail));
        }
        Ok(words)
    }

    /// The words of a pointer to a `dyn`, if a value with those fields is one.
    pub(super) fn at(value: Chunk<'_>, members: &[Member]) -> Option<Self> {
        let word = |name: &str| {
            let member = members.iter().find(|member| member.name == name)?;
            value.pointer(member.offset)
        };
        Some(Object {
            address: word("pointer")?,
            vtable: word("vtable")?,
        })
    }

    /// The size and the alignment that the vtable has.
    pub(super) fn size_and_align(self, memory: &Memory) -> Result<(u64, u64), NotAvailable> {
        let word = size_of::<usize>() as u64;
        let bytes = memory.read(self.vtable, 3 * word)?;
        let table = Chunk {
            address: self.vtable,
            bytes: &bytes,
        };
        match (table.pointer(word), table.pointer(2 * word)) {
            (Some(size), Some(align)) => Ok((size, align)),
            _ => Err(NotAvailable::new(Reason::Memory, "a vtable cannot be read")),
        }
    }
}

fn words_of<T>(object: &dyn Future<Output = T>) -> Object {
    const { assert!(size_of::<&dyn Future<Output = ()>>() == size_of::<[usize; 2]>()) };
    // SAFETY: both have the same size, and a reference has no bytes that are not initialised.
    let [address, vtable] = unsafe { std::mem::transmute_copy::<_, [usize; 2]>(&object) };
    Object {
        address: address as u64,
        vtable: vtable as u64,
    }
}
