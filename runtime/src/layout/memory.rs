//! The memory of a live future.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt;

#[cfg(feature = "alloc")]
use super::Pointer;
use super::{FieldLayout, Layout};
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
    ///
    /// Needs the feature `alloc`; [`saved`](Self::saved) does not.
    #[cfg(feature = "alloc")]
    pub fields: Vec<FieldMemory>,
    /// Which points into which, as read from the memory itself.
    ///
    /// Needs the feature `alloc`, and without `std` says that it is not available.
    #[cfg(feature = "alloc")]
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
    /// Its type, as [`core::any::type_name`] gives it.
    pub type_name: &'static str,
    /// The locals from a borrow of which the syntax initialises it; there may be more.
    ///
    /// Needs the feature `alloc`; without it, [`LocalInfo::borrows`](crate::LocalInfo::borrows)
    /// has them.
    #[cfg(feature = "alloc")]
    pub borrows: Vec<&'static str>,
    #[cfg(feature = "std")]
    pub(super) local: u16,
}

/// Why something cannot be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAvailable(Why);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Why {
    /// It is so whatever the future holds.
    Known(&'static str),
    #[cfg(feature = "std")]
    Failed(alloc::string::String),
}

impl NotAvailable {
    pub(super) const COROUTINE: NotAvailable = NotAvailable(Why::Known(
        "the compiler's coroutine runs, whose layout only the compiler knows",
    ));

    #[cfg(not(feature = "std"))]
    pub(super) const NO_SYSTEM: NotAvailable = NotAvailable(Why::Known(
        "it is the system that reads memory safely, for which the feature `std` is needed",
    ));

    #[cfg(all(feature = "std", not(target_os = "linux")))]
    pub(super) const SYSTEM: NotAvailable = NotAvailable(Why::Known(
        "a process's own memory can be read safely on Linux only, so far",
    ));

    #[cfg(all(feature = "std", target_os = "linux"))]
    pub(super) fn new(why: alloc::string::String) -> Self {
        NotAvailable(Why::Failed(why))
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
        let state = machine.state(state);
        #[cfg(feature = "alloc")]
        let fields: Vec<FieldMemory> = located(&layout, state, enum_address).collect();
        Memory {
            machine,
            state,
            address,
            enum_address: enum_address.unwrap_or(0),
            layout,
            #[cfg(feature = "alloc")]
            pointers: match enum_address {
                Some(_) => pointers(machine, &fields),
                None => Err(NotAvailable::COROUTINE),
            },
            #[cfg(feature = "alloc")]
            fields,
        }
    }

    /// The saved locals of this state, by address; none if the compiler's coroutine runs. A local
    /// that was moved out on some path is still listed.
    ///
    /// ```
    /// use std::pin::pin;
    ///
    /// use visualize_future::visualize_future;
    ///
    /// #[visualize_future(lowering = "explicit")]
    /// async fn waits(number: u16) -> u16 {
    ///     std::future::ready(()).await;
    ///     number
    /// }
    ///
    /// let memory = pin!(waits(7)).as_ref().memory();
    /// let number = memory.saved().next().unwrap();
    /// assert_eq!(number.name, "number");
    /// assert_eq!(number.address, memory.enum_address + number.offset);
    /// ```
    pub fn saved(&self) -> impl Iterator<Item = FieldMemory> {
        #[cfg(feature = "alloc")]
        let saved = self.fields.iter().cloned();
        #[cfg(not(feature = "alloc"))]
        let saved = located(&self.layout, self.state, Some(self.enum_address));
        saved
    }

    /// Why it is not known which local points into which, if it is not.
    pub(super) fn why_no_pointers(&self) -> Option<NotAvailable> {
        #[cfg(feature = "alloc")]
        return self.pointers.as_ref().err().cloned();
        #[cfg(not(feature = "alloc"))]
        Some(match self.layout.is_known() {
            true => NotAvailable::NO_SYSTEM,
            false => NotAvailable::COROUTINE,
        })
    }
}

#[cfg(feature = "std")]
fn pointers(
    machine: &'static Machine,
    fields: &[FieldMemory],
) -> Result<Vec<Pointer>, NotAvailable> {
    super::pointers::find(machine, fields, |field| {
        super::read::read(field.address, field.size)
    })
}

#[cfg(all(feature = "alloc", not(feature = "std")))]
fn pointers(_: &Machine, _: &[FieldMemory]) -> Result<Vec<Pointer>, NotAvailable> {
    Err(NotAvailable::NO_SYSTEM)
}

/// The saved locals of an enum at `base`.
fn located(
    layout: &Layout,
    state: &State,
    base: Option<usize>,
) -> impl Iterator<Item = FieldMemory> {
    #[cfg(feature = "alloc")]
    let machine = layout.machine;
    let base = base.unwrap_or(0);
    let locate = move |field: FieldLayout| FieldMemory {
        name: field.name,
        kind: field.kind,
        address: base + field.offset,
        offset: field.offset,
        size: field.size,
        type_name: field.type_name,
        #[cfg(feature = "alloc")]
        borrows: borrows(machine, field.local).collect(),
        #[cfg(feature = "std")]
        local: field.local,
    };
    layout.fields_in(state).map(locate)
}

/// The names of the locals from a borrow of which the syntax initialises this one.
pub(super) fn borrows(machine: &'static Machine, local: u16) -> impl Iterator<Item = &'static str> {
    let borrows = machine.locals()[usize::from(local)].borrows;
    borrows
        .iter()
        .map(|&local| machine.locals()[usize::from(local)].name)
}

#[cfg(feature = "alloc")]
impl FieldMemory {
    /// The type without the paths: `Vec<String>` for `alloc::vec::Vec<alloc::string::String>`.
    ///
    /// Needs the feature `alloc`.
    pub fn short_type_name(&self) -> alloc::string::String {
        super::type_name::short(self.type_name)
    }
}

impl fmt::Display for NotAvailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not available, because ")?;
        match &self.0 {
            Why::Known(why) => f.write_str(why),
            #[cfg(feature = "std")]
            Why::Failed(why) => f.write_str(why),
        }
    }
}

impl core::error::Error for NotAvailable {}
