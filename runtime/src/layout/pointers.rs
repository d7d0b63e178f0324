//! Which saved local points into which.
//!
//! What is looked for is a word, in the bytes of one saved local, that is an address in
//! another. A word can look like that by chance or be no pointer any more, so this is careful:
//!
//! - numbers, and arrays of numbers, are not looked into;
//! - locals of size zero are nothing to point into;
//! - the address just past the end of one local may be the start of the next. It counts for
//!   the next one only if the syntax says that the local was initialised from a borrow of
//!   that, or if the local is a plain reference, which never points past an end.
//!
//! Bytes that no value uses (padding, the unused part of an enum) may still hold what an
//! earlier value left there.

use alloc::vec::Vec;

use super::{FieldMemory, Pointer};
use crate::Machine;

const WORD: usize = size_of::<usize>();

/// The pointers among `fields`, whose bytes `read` gives.
pub(super) fn find<E>(
    machine: &'static Machine,
    fields: &[FieldMemory],
    mut read: impl FnMut(&FieldMemory) -> Result<Vec<u8>, E>,
) -> Result<Vec<Pointer>, E> {
    let mut pointers = Vec::new();
    for from in fields {
        if from.size < WORD || is_number(from.type_name) {
            continue;
        }
        let bytes = read(from)?;
        let words = words(from.address, &bytes);
        let borrows = machine.locals()[usize::from(from.local)].borrows;
        for &(at, address) in &words {
            let Some(to) = fields.iter().find(|to| {
                !core::ptr::eq(*to, from) && (to.address..to.address + to.size).contains(&address)
            }) else {
                continue;
            };
            let past_an_end = fields
                .iter()
                .any(|other| other.size > 0 && other.address + other.size == address);
            let sure = borrows.contains(&to.local) || is_thin_reference(from);
            if past_an_end && !sure {
                continue;
            }
            pointers.push(Pointer {
                from: from.name,
                at,
                to: to.name,
                offset: address - to.address,
            });
        }
    }
    Ok(pointers)
}

/// The aligned words, each with its offset in the bytes.
fn words(address: usize, bytes: &[u8]) -> Vec<(usize, usize)> {
    let first = address.next_multiple_of(WORD) - address;
    let aligned = bytes.get(first..).unwrap_or_default();
    aligned
        .chunks_exact(WORD)
        .enumerate()
        .map(|(index, word)| {
            let mut value = [0; WORD];
            value.copy_from_slice(word);
            (first + index * WORD, usize::from_ne_bytes(value))
        })
        .collect()
}

fn is_number(type_name: &str) -> bool {
    let mut element = type_name;
    while let Some(inner) = element.strip_prefix('[') {
        element = inner.split([';', ']']).next().unwrap_or_default();
    }
    matches!(
        element,
        "u8" | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "f32"
            | "f64"
            | "bool"
            | "char"
    )
}

fn is_thin_reference(field: &FieldMemory) -> bool {
    let name = field.type_name;
    field.size == WORD && (name.starts_with('&') || name.starts_with("core::pin::Pin<&"))
}
