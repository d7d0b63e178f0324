//! What every part of a snapshot is taken with: the memory, and the types of what lies there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::memory::{Chunk, Memory};
use super::object::Object;
use super::programs;
use super::stack::Stack;
use crate::image::{Reader, Type, TypeId, Vtable};
use crate::{Image, NotAvailable, Reason};

pub(super) struct Walk {
    pub(super) memory: Memory,
    readers: RefCell<Vec<(&'static Image, Rc<Reader<'static>>)>>,
    pub(super) stack: Stack,
    /// How many more values are shown of what is looked at, and how many more futures.
    pub(super) values_left: Cell<u32>,
    pub(super) futures_left: Cell<u32>,
    /// Which types may have futures in them.
    pub(super) holding: RefCell<FxHashMap<(usize, TypeId), bool>>,
}

/// A type of a program that is loaded.
#[derive(Clone, Copy)]
pub(super) struct Known {
    image: &'static Image,
    pub(super) id: TypeId,
}

impl Known {
    /// Another type that the description of this one refers to.
    pub(super) fn other(self, id: TypeId) -> Self {
        Known { id, ..self }
    }

    pub(super) fn image(self) -> &'static Image {
        self.image
    }

    /// What tells it from all other types.
    pub(super) fn key(self) -> (usize, TypeId) {
        (std::ptr::from_ref(self.image).addr(), self.id)
    }
}

/// A value: its bytes and its type.
#[derive(Clone, Copy)]
pub(super) struct Place<'b> {
    pub(super) chunk: Chunk<'b>,
    pub(super) ty: Known,
}

/// What is shown of one slot at most: no more can be read in a line.
pub(super) const MOST_VALUES: u32 = 256;
/// The futures of a snapshot at most.
const MOST_FUTURES: u32 = 4096;

/// Takes one of what is left, if there is any.
pub(super) fn take(left: &Cell<u32>) -> bool {
    let there = left.get() > 0;
    left.set(left.get().saturating_sub(1));
    there
}

impl Walk {
    pub(super) fn new() -> Self {
        Walk {
            memory: Memory::new(),
            readers: RefCell::default(),
            stack: Stack::here(),
            values_left: Cell::new(MOST_VALUES),
            futures_left: Cell::new(MOST_FUTURES),
            holding: RefCell::default(),
        }
    }

    pub(super) fn reader(
        &self,
        image: &'static Image,
    ) -> Result<Rc<Reader<'static>>, NotAvailable> {
        let mut readers = self.readers.borrow_mut();
        if let Some((_, reader)) = readers
            .iter()
            .find(|(other, _)| std::ptr::eq(*other, image))
        {
            return Ok(reader.clone());
        }
        let reader = Rc::new(Reader::new(image)?);
        readers.push((image, reader.clone()));
        Ok(reader)
    }

    pub(super) fn type_of(&self, ty: Known) -> Result<Arc<Type>, NotAvailable> {
        self.reader(ty.image)?.type_of(ty.id)
    }

    /// What the vtable of a `dyn` says that the value is, and its size in bytes.
    pub(super) fn type_behind(&self, object: Object) -> Result<(Known, Vtable, u64), NotAvailable> {
        let program = programs::at(object.vtable)?;
        let vtable = self
            .reader(program.image)?
            .vtable(program.in_file(object.vtable))?;
        let known = Known {
            image: program.image,
            id: vtable.of,
        };
        let ty = self.type_of(known)?;
        let (size, _) = object.size_and_align(&self.memory)?;
        if ty.size != Some(size) {
            let detail = format!(
                "the debug info says that {} has {:?} bytes, and its vtable says {size}",
                ty.name, ty.size
            );
            return Err(NotAvailable::new(Reason::Mismatch, detail));
        }
        Ok((known, vtable, size))
    }

    /// A part of a value.
    pub(super) fn part<'b>(&self, of: Place<'b>, offset: u64, id: TypeId) -> Option<Place<'b>> {
        let ty = of.ty.other(id);
        let size = self.type_of(ty).ok()?.size?;
        Some(Place {
            chunk: of.chunk.part(offset, size)?,
            ty,
        })
    }
}
