//! One state of a coroutine.

use std::ops::Range;

use crate::{Location, Role, Slot};

/// One state of a [`Coroutine`](crate::Coroutine): what lies where while it is in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct State {
    /// The value of the tag: 0 is `Unresumed`, 1 `Returned`, 2 `Panicked`, and from 3 on
    /// `Suspend0`, `Suspend1`…
    pub number: u64,
    /// rustc's name.
    pub name: String,
    /// For `SuspendN`, the line of its `.await`; of one that a macro writes, such as `join!`, that
    /// of the macro's call, or, where the code that polls it does not tell, that in the macro's
    /// definition. For the others, the line where the function begins or ends.
    pub location: Option<Location>,
    /// What it holds, by offset; slots of unknown offset come last.
    pub slots: Vec<Slot>,
    /// The bytes that belong to no slot, to the tag neither.
    ///
    /// Where a slot's place or size is unknown, some of them may be its.
    pub padding: Vec<Range<u64>>,
}

impl State {
    pub(crate) fn is_unresumed(&self) -> bool {
        self.number == 0
    }

    /// Whether it waits at an `.await`.
    pub fn is_suspended(&self) -> bool {
        self.number > 2
    }

    /// The future that is awaited in this state.
    pub fn awaitee(&self) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.role == Role::Awaitee)
    }

    /// How many bytes of the coroutine are padding in this state.
    pub fn padding_bytes(&self) -> u64 {
        self.padding.iter().map(|gap| gap.end - gap.start).sum()
    }

    /// How many bytes the slots take.
    pub fn slot_bytes(&self) -> u64 {
        let sizes = self.slots.iter().filter_map(|slot| slot.size);
        // What a file says of sizes may be anything.
        sizes.fold(0, u64::saturating_add)
    }
}
