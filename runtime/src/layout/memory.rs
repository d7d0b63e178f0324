//! The memory of a live future.

use core::fmt;

use super::{FieldLayout, Layout, StateLayout, pointers, read, type_name};
use crate::{LocalKind, Machine, State};

/// The memory of a live future between two polls: where its saved locals are, and which point
/// into which.
///
/// `Display` draws it as a text memory map.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Memory {
    /// The machine.
    pub machine: &'static Machine,
    /// The state in which it is.
    pub state: &'static State,
    /// The address of the future.
    pub address: usize,
    /// The address of the enum inside it; zero if the compiler's coroutine runs.
    pub enum_address: usize,
    /// The layout.
    pub layout: Layout,
    /// The saved locals of this state, by address. A local that was moved out on some path is
    /// still listed.
    pub fields: Vec<FieldMemory>,
    /// Which points into which, as read from the memory itself.
    pub pointers: Result<Vec<Pointer>, NotAvailable>,
}

/// One saved local in memory.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FieldMemory {
    /// The local's name.
    pub name: &'static str,
    /// What it is.
    pub kind: LocalKind,
    /// Its address.
    pub address: usize,
    /// Its offset from the start of the enum, in bytes.
    pub offset: usize,
    /// Its size, in bytes.
    pub size: usize,
    /// Its type, as [`std::any::type_name`] gives it.
    pub type_name: &'static str,
    /// The locals from a borrow of which the syntax initialises it; there may be more.
    pub borrows: Vec<&'static str>,
    pub(super) local: u16,
}

/// A pointer from one saved local into another of the same future: a self-reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pointer {
    /// The local that holds it.
    pub from: &'static str,
    /// Where in that, in bytes from its start.
    pub at: usize,
    /// The local that it points into.
    pub to: &'static str,
    /// Where into that, in bytes from its start.
    pub offset: usize,
}

/// Why something cannot be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAvailable(String);

impl NotAvailable {
    pub(super) fn new(why: String) -> Self {
        NotAvailable(why)
    }
}

impl Memory {
    /// Of a future at `address`, in `state`, with its enum, if it has one, at `enum_address`.
    pub(crate) fn of(
        layout: Layout,
        address: usize,
        enum_address: Option<usize>,
        state: u16,
    ) -> Memory {
        let machine = layout.machine;
        let at = layout.states.get(usize::from(state));
        let fields: Vec<FieldMemory> = match (at, enum_address) {
            (Some(state), Some(base)) => fields(machine, state, base),
            _ => Vec::new(),
        };
        let pointers = match enum_address {
            Some(_) => pointers::find(machine, &fields, |field| {
                read::read(field.address, field.size)
            }),
            None => Err(NotAvailable::new(
                "the compiler's coroutine runs, whose layout only the compiler knows".into(),
            )),
        };
        Memory {
            machine,
            state: &machine.states()[usize::from(state)],
            address,
            enum_address: enum_address.unwrap_or(0),
            layout,
            fields,
            pointers,
        }
    }
}

fn fields(machine: &'static Machine, state: &StateLayout, base: usize) -> Vec<FieldMemory> {
    let field = |field: &FieldLayout| FieldMemory {
        name: field.name,
        kind: field.kind,
        address: base + field.offset,
        offset: field.offset,
        size: field.size,
        type_name: field.type_name,
        borrows: machine.locals()[usize::from(field.local)]
            .borrows
            .iter()
            .map(|&local| machine.locals()[usize::from(local)].name)
            .collect(),
        local: field.local,
    };
    state.fields.iter().map(field).collect()
}

impl FieldMemory {
    /// The type without the paths: `Vec<String>` for `alloc::vec::Vec<alloc::string::String>`.
    pub fn short_type_name(&self) -> String {
        type_name::short(self.type_name)
    }
}

impl fmt::Display for Pointer {
    /// `y -> x (+0)`; a pointer that is not at the start of `y` stands as `y+8 -> x (+0)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.from)?;
        if self.at != 0 {
            write!(f, "+{}", self.at)?;
        }
        write!(f, " -> {} (+{})", self.to, self.offset)
    }
}

impl fmt::Display for NotAvailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not available, because {}", self.0)
    }
}

impl core::error::Error for NotAvailable {}
