//! Futures in a `Vec`, or in a slice that somebody owns.

use super::futures::Around;
use super::memory::Chunk;
use super::search::{DEEPEST, ELEMENTS, is_exclusive};
use super::walk::{Known, Place, Walk};
use crate::FutureSnapshot;
use crate::image::{Shape, Type};

impl Walk {
    /// Where a `Vec`, or a slice that is owned or exclusively borrowed, has its elements. A future
    /// that will be polled again has it whole.
    pub(super) fn owned_elements(&self, place: Place<'_>, ty: &Type) -> Option<(Known, u64, u64)> {
        let Shape::Record(members) = &ty.shape else {
            return None;
        };
        let field = |name: &str| members.iter().find(|member| member.name == name);
        if ty.name.starts_with("alloc::vec::Vec<") {
            let (_, element) = ty.parameters.iter().find(|(name, _)| name == "T")?;
            let (address, length) = self.buffer(place)?;
            return Some((place.ty.other(*element), address, length));
        }
        let (data, length) = field("data_ptr").zip(field("length"))?;
        let pointer = self.type_of(place.ty.other(data.ty)).ok()?;
        match pointer.shape {
            Shape::Pointer(Some(element)) if is_exclusive(&ty.name) => Some((
                place.ty.other(element),
                place.chunk.pointer(data.offset)?,
                place.chunk.pointer(length.offset)?,
            )),
            _ => None,
        }
    }

    pub(super) fn elements_of(
        &self,
        of: Place<'_>,
        path: &str,
        (element, address, length): (Known, u64, u64),
        depth: u32,
        around: &mut Around,
        out: &mut Vec<FutureSnapshot>,
    ) {
        let Ok(ty) = self.type_of(element) else {
            return;
        };
        if depth > DEEPEST || !self.may_hold_futures(element, &ty, 0) {
            return;
        }
        let size = ty.size.unwrap_or(0);
        for index in 0..length.min(ELEMENTS) {
            let address = address.wrapping_add(index * size);
            let Ok(bytes) = self.memory.read(address, size) else {
                return;
            };
            let chunk = Chunk {
                address,
                bytes: &bytes,
            };
            let element = Place {
                chunk,
                ty: of.ty.other(element.id),
            };
            self.search(element, format!("{path}[{index}]"), depth + 1, around, out);
        }
    }
}
