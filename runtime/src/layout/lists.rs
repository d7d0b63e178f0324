//! Layouts in vectors.

use alloc::alloc::{alloc_zeroed, dealloc, handle_alloc_error};
use alloc::vec::Vec;

use super::{FieldLayout, Layout, TAG};
use crate::rt::{Body, FieldInfo};
use crate::{Machine, State};

/// The layout of one state.
///
/// Needs the feature `alloc`; [`Layout::fields_of`] does not.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct StateLayout {
    /// The state's name.
    pub name: &'static str,
    /// How many bytes of the enum it takes, padding and the state's own number included.
    pub size: usize,
    /// The saved locals alive in it, by offset.
    pub fields: Vec<FieldLayout>,
    state: &'static State,
}

/// Bytes that no saved local uses.
///
/// Needs the feature `alloc`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Padding {
    /// The offset from the start of the enum, in bytes.
    pub offset: usize,
    /// How many bytes.
    pub size: usize,
}

impl StateLayout {
    /// The state that it is the layout of.
    pub fn state(&self) -> &'static State {
        self.state
    }

    /// The gaps between the fields. The first byte of the enum, the number of the state, is
    /// none.
    pub fn padding(&self) -> Vec<Padding> {
        let mut gaps = Vec::new();
        let mut end = TAG;
        for field in &self.fields {
            if field.offset > end {
                gaps.push(Padding {
                    offset: end,
                    size: field.offset - end,
                });
            }
            end = end.max(field.offset + field.size);
        }
        gaps
    }

    fn of(machine: &'static Machine, state: &'static State, infos: &[FieldInfo]) -> StateLayout {
        let mut fields: Vec<FieldLayout> = infos
            .iter()
            .filter(|info| state.saved.contains(&info.local))
            .map(|info| FieldLayout::of(machine, info))
            .collect();
        fields.sort_by_key(|field| (field.offset, field.size));
        let ends = fields.iter().map(|field| field.offset + field.size);
        StateLayout {
            name: state.name,
            size: ends.max().unwrap_or(0).max(TAG),
            fields,
            state,
        }
    }
}

impl Layout {
    /// Of an explicit enum `E`.
    pub(crate) fn of_enum<B: Body, O>(enum_size: usize, fields: &[FieldInfo]) -> Layout {
        let machine = B::machine();
        let states = machine
            .states()
            .iter()
            .map(|state| StateLayout::of(machine, state, fields));
        Layout {
            enum_size,
            states: states.collect(),
            ..Layout::of_coroutine::<B, O>()
        }
    }

    pub(super) fn fields_in(&self, state: &State) -> impl Iterator<Item = FieldLayout> {
        let mut states = self.states.iter();
        let found = states.find(|layout| core::ptr::eq(layout.state, state));
        found
            .map_or(&[][..], |layout| &layout.fields)
            .iter()
            .cloned()
    }
}

/// The fields of an enum of that layout, with offsets in place of addresses; `visit` tells of them.
pub(crate) fn field_infos(
    layout: core::alloc::Layout,
    visit: unsafe fn(*mut u8, &mut dyn FnMut(FieldInfo)),
) -> Vec<FieldInfo> {
    let mut fields = Vec::new();
    // A future may be too large for the stack.
    // SAFETY: an enum with a tag is not zero-sized.
    let room = unsafe { alloc_zeroed(layout) };
    if room.is_null() {
        handle_alloc_error(layout);
    }
    let mut push = |mut field: FieldInfo| {
        field.address -= room as usize;
        fields.push(field);
    };
    // SAFETY: the first byte is initialised, and only addresses are computed.
    unsafe { visit(room, &mut push) };
    // SAFETY: allocated above, with that layout; there is no value to drop.
    unsafe { dealloc(room, layout) };
    fields
}
