//! Where a machine's saved locals lie.

use crate::Machine;
use crate::rt::FieldInfo;

/// The layout of a machine's value, in bytes.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Layout {
    /// The size of the future, in bytes.
    pub size: usize,
    /// Its alignment, in bytes.
    pub align: usize,
    /// The size of the coroutine that the compiler would build, or built, of the same function.
    pub compiler_size: usize,
    /// The states, in the order of their numbers; empty if the compiler's coroutine runs.
    pub states: Vec<StateLayout>,
}

/// The layout of one state.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct StateLayout {
    /// The state's name.
    pub name: &'static str,
    /// The saved locals alive in it, by offset.
    pub fields: Vec<FieldLayout>,
}

/// The place of one saved local.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FieldLayout {
    /// The local's name.
    pub name: &'static str,
    /// Its offset from the start of the enum, in bytes.
    pub offset: usize,
    /// Its size, in bytes.
    pub size: usize,
    /// Its type.
    pub type_name: &'static str,
}

impl Layout {
    pub(crate) fn of_fields<E, B, O>(machine: &'static Machine, fields: &[FieldInfo]) -> Layout {
        let states = machine.states().iter().map(|state| StateLayout {
            name: state.name,
            fields: state
                .saved
                .iter()
                .filter_map(|&local| {
                    let field = fields.iter().find(|field| field.local == local)?;
                    Some(FieldLayout {
                        name: machine.locals()[usize::from(local)].name,
                        offset: field.address,
                        size: field.size,
                        type_name: field.type_name,
                    })
                })
                .collect(),
        });
        Layout {
            size: size_of::<E>(),
            align: align_of::<E>(),
            compiler_size: size_of::<O>(),
            states: states.collect(),
        }
    }

    pub(crate) fn opaque<B, F>(_machine: &'static Machine) -> Layout {
        Layout {
            size: size_of::<F>(),
            align: align_of::<F>(),
            compiler_size: size_of::<F>(),
            states: Vec::new(),
        }
    }
}
