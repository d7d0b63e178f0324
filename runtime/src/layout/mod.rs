//! Where a machine's saved locals lie.

mod display;
mod lines;
#[cfg(feature = "alloc")]
mod lists;
mod memory;
#[cfg(feature = "alloc")]
mod pointer;
#[cfg(feature = "std")]
mod pointers;
#[cfg(feature = "std")]
mod read;
mod type_name;
#[cfg(not(feature = "alloc"))]
mod visits;

#[cfg(feature = "alloc")]
pub(crate) use lists::field_infos;
#[cfg(feature = "alloc")]
pub use lists::{Padding, StateLayout};
pub use memory::{FieldMemory, Memory, NotAvailable};
#[cfg(feature = "alloc")]
pub use pointer::Pointer;

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
///     for state in machine.states() {
///         println!("{}: {} saved locals", state.name, layout.fields_of(state).count());
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
    ///
    /// Needs the feature `alloc`; [`fields_of`](Self::fields_of) does not.
    #[cfg(feature = "alloc")]
    pub states: alloc::vec::Vec<StateLayout>,
    /// How to visit the fields; none if the compiler's coroutine runs.
    #[cfg(not(feature = "alloc"))]
    visit: Option<visits::Visit>,
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
    /// Its type, as [`core::any::type_name`] gives it.
    pub type_name: &'static str,
    /// Whether it has anything to drop.
    pub needs_drop: bool,
    local: u16,
}

impl FieldLayout {
    /// Of a field with its offset in place of its address.
    fn of(machine: &'static Machine, info: &FieldInfo) -> Self {
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
    }

    /// The type without the paths: `Vec<String>` for `alloc::vec::Vec<alloc::string::String>`.
    ///
    /// Needs the feature `alloc`.
    #[cfg(feature = "alloc")]
    pub fn short_type_name(&self) -> alloc::string::String {
        type_name::short(self.type_name)
    }
}

/// The size of the number of the state, at the start of the enum.
const TAG: usize = 1;

impl Layout {
    /// Of the compiler's coroutine `F`.
    pub(crate) fn of_coroutine<B: Body, F>() -> Layout {
        Layout {
            machine: B::machine(),
            size: size_of::<Visualized<B>>(),
            align: align_of::<Visualized<B>>(),
            enum_size: size_of::<F>(),
            compiler_size: size_of::<F>(),
            #[cfg(feature = "alloc")]
            states: alloc::vec::Vec::new(),
            #[cfg(not(feature = "alloc"))]
            visit: None,
        }
    }

    /// The saved locals alive in `state`, one of the machine's [`states`](Machine::states), by
    /// offset; none if the compiler's coroutine runs.
    ///
    /// Without the feature `alloc`, this and what prints the layout take as much of the stack as
    /// the enum is large, unless the compiler's optimisations do without; and each step looks at
    /// all fields.
    ///
    /// ```
    /// use visualize_future::visualize_future;
    ///
    /// #[visualize_future(lowering = "explicit")]
    /// async fn waits() -> u16 {
    ///     let number = 7u16;
    ///     std::future::ready(()).await;
    ///     number
    /// }
    ///
    /// let layout = waits().layout();
    /// let suspended = &layout.machine.states()[3];
    /// let number = layout.fields_of(suspended).find(|field| field.name == "number").unwrap();
    /// assert_eq!(number.size, 2);
    /// assert_eq!(number.offset % number.align, 0);
    /// ```
    pub fn fields_of(&self, state: &State) -> impl Iterator<Item = FieldLayout> {
        self.fields_in(state)
    }

    /// How many bytes of the enum the state takes.
    fn size_of_state(&self, state: &State) -> usize {
        let ends = self.fields_in(state).map(|field| field.offset + field.size);
        ends.max().unwrap_or(0).max(TAG)
    }

    /// Whether the saved locals' places are known.
    fn is_known(&self) -> bool {
        #[cfg(feature = "alloc")]
        let known = !self.states.is_empty();
        #[cfg(not(feature = "alloc"))]
        let known = self.visit.is_some();
        known
    }
}
