//! Coroutines as `-Zprint-type-sizes` prints them.

mod lines;
mod parse;
#[cfg(test)]
mod tests;
mod title;

pub use self::parse::parse;
pub use self::title::{Kind, Origin, Title};

/// A coroutine, as rustc printed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// What rustc calls it: `{async fn body of f<u8>()}`, or `{async block@FILE:LINE:…}`.
    pub title: String,
    /// The size in bytes.
    pub size: u64,
    /// The alignment in bytes.
    pub align: u64,
    /// The size of the field that says which state it is in. Its place is not printed.
    pub tag_size: u64,
    /// The states, in the order in which they are printed.
    pub states: Vec<PrintedState>,
}

/// A state of a coroutine, as rustc printed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedState {
    /// `Unresumed`, `Suspend0`…
    pub name: String,
    /// Where its locals end, or its captures if it has no locals.
    pub end: u64,
    /// Whether the tag lies somewhere before that. This is all that is said of the tag's place:
    /// a state's printed size is without it then, and with it otherwise.
    pub tag_before_end: bool,
    /// What it holds, by offset.
    pub slots: Vec<PrintedSlot>,
}

/// What a state holds, as rustc printed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedSlot {
    /// Whether it is a captured variable, which rustc calls an upvar, and not a local.
    pub captured: bool,
    /// The name of the variable. Where it has none, see [`temporary`](Self::temporary).
    pub name: String,
    /// The offset in bytes, added up from the sizes and gaps before it.
    pub offset: u64,
    /// The size in bytes.
    pub size: u64,
    /// The alignment in bytes, which is printed only of what lies behind a gap.
    pub align: Option<u64>,
    /// The type, which is printed of temporaries and awaitees only.
    pub type_name: Option<String>,
}

impl Printed {
    /// Whether it is laid out as the other one is; another crate may name the types otherwise.
    pub fn is_like(&self, other: &Printed) -> bool {
        let without_names = |coroutine: &Printed| {
            let mut coroutine = coroutine.clone();
            coroutine.title.clear();
            let slots = coroutine
                .states
                .iter_mut()
                .flat_map(|state| &mut state.slots);
            slots.for_each(|slot| slot.type_name = None);
            coroutine
        };
        without_names(self) == without_names(other)
    }
}

impl PrintedSlot {
    /// The number of a value without a name, among all that the coroutine keeps.
    pub fn temporary(&self) -> Option<u64> {
        self.name.strip_prefix(".coroutine_field")?.parse().ok()
    }

    /// The offset behind its last byte.
    pub fn end(&self) -> u64 {
        self.offset + self.size
    }
}
