//! Where a machine's saved locals lie.

mod display;
mod memory;
mod pointers;
mod read;
mod type_name;

use std::alloc::{alloc_zeroed, dealloc, handle_alloc_error};

pub use memory::{FieldMemory, Memory, NotAvailable, Pointer};

use crate::rt::{Body, FieldInfo};
use crate::{LocalKind, Machine, State, Visualized};

/// The layout of a machine's value, in bytes, as the compiler chose it for this program.
///
/// `Display` draws it as a text memory map:
///
/// ```
/// use visualize_future::{Layout, Machine};
///
/// fn show(machine: &Machine, layout: &Layout) {
///     println!("{layout}");
///     for state in &layout.states {
///         println!("{}: {} of {} bytes", state.name, state.size, layout.enum_size);
///     }
/// }
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Layout {
    /// The machine.
    pub machine: &'static Machine,
    /// The size of the future, in bytes: the enum, or the coroutine, and what watching needs.
    pub size: usize,
    /// Its alignment, in bytes.
    pub align: usize,
    /// The size of the enum alone, in bytes; of the compiler's coroutine if that runs.
    pub enum_size: usize,
    /// The size of the coroutine that the compiler would build, or built, of the same function,
    /// in bytes.
    pub compiler_size: usize,
    /// The states, in the order of their numbers; empty if the compiler's coroutine runs, whose
    /// layout only the compiler knows.
    pub states: Vec<StateLayout>,
}

/// The layout of one state.
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

/// The place of one saved local.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FieldLayout {
    /// The local's name.
    pub name: &'static str,
    /// What it is.
    pub kind: LocalKind,
    /// Its offset from the start of the enum, in bytes.
    pub offset: usize,
    /// Its size, in bytes.
    pub size: usize,
    /// Its alignment, in bytes.
    pub align: usize,
    /// Its type, as [`std::any::type_name`] gives it.
    pub type_name: &'static str,
    /// Whether it has anything to drop.
    pub needs_drop: bool,
    local: u16,
}

/// Bytes that no saved local uses.
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
}

impl FieldLayout {
    /// The type without the paths: `Vec<String>` for `alloc::vec::Vec<alloc::string::String>`.
    pub fn short_type_name(&self) -> String {
        type_name::short(self.type_name)
    }
}

/// The size of the number of the state, at the start of the enum.
const TAG: usize = 1;

impl Layout {
    /// Of an explicit enum `E`.
    pub(crate) fn of_enum<B: Body, O>(enum_size: usize, fields: &[FieldInfo]) -> Layout {
        let machine = B::machine();
        let states = machine
            .states()
            .iter()
            .map(|state| StateLayout::of(machine, state, fields));
        Layout {
            machine,
            size: size_of::<Visualized<B>>(),
            align: align_of::<Visualized<B>>(),
            enum_size,
            compiler_size: size_of::<O>(),
            states: states.collect(),
        }
    }

    /// Of the compiler's coroutine `F`.
    pub(crate) fn of_coroutine<B: Body, F>() -> Layout {
        Layout {
            machine: B::machine(),
            size: size_of::<Visualized<B>>(),
            align: align_of::<Visualized<B>>(),
            enum_size: size_of::<F>(),
            compiler_size: size_of::<F>(),
            states: Vec::new(),
        }
    }
}

impl StateLayout {
    fn of(machine: &'static Machine, state: &'static State, infos: &[FieldInfo]) -> StateLayout {
        let mut fields: Vec<FieldLayout> = infos
            .iter()
            .filter(|info| state.saved.contains(&info.local))
            .map(|info| {
                let local = &machine.locals()[usize::from(info.local)];
                FieldLayout {
                    name: local.name,
                    kind: local.kind,
                    offset: info.address,
                    size: info.size,
                    align: info.align,
                    type_name: info.type_name,
                    needs_drop: info.needs_drop,
                    local: info.local,
                }
            })
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
