//! How rustc lays a coroutine out, computed again: to tell what a change would save.
//!
//! What is saved at one suspension point only may share its place with what is saved at another.
//! All else lies side by side at the front: what was captured, the state's number, and what is
//! saved at several points, or must not share. If there is but one suspension point, everything
//! lies there. rustc puts the fields at the front in the order in which no gap is needed, and those
//! behind in the reverse order, from the smallest on.
//!
//! See `rustc_abi::layout::coroutine` and `univariant` there. The judge's tests hold this against
//! rustc itself.

use crate::{Coroutine, Slot};

/// The parts of a coroutine that its size follows from.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    align: u64,
    /// The sizes of what lies at the front.
    front: Vec<Part>,
    /// For each state, what lies behind.
    behind: Vec<Vec<Part>>,
}

/// A slot, or the tag.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    name: String,
    /// Where it lies, by which it is recognised in other states.
    offset: u64,
    size: u64,
    align: u64,
}

impl Model {
    /// None if the places of some slots are not known.
    pub(crate) fn of(coroutine: &Coroutine) -> Option<Self> {
        let mut front = vec![Part {
            name: String::new(),
            offset: coroutine.tag.offset,
            size: coroutine.tag.size,
            align: coroutine.tag.size.max(1),
        }];
        let mut states = Vec::new();
        for state in coroutine.states.iter() {
            let parts: Option<Vec<Part>> = state.slots.iter().map(part).collect();
            states.push(parts?);
        }
        // What several states have lies at the front.
        for (at, parts) in states.iter().enumerate() {
            let others = |part: &Part| states.iter().skip(at + 1).any(|other| other.contains(part));
            for part in parts {
                if others(part) && !front.contains(part) {
                    front.push(part.clone());
                }
            }
        }
        // So does all that lies before what does.
        loop {
            let end: u64 = front.iter().map(|part| part.size).sum();
            let before = |part: &&Part| part.offset < end && part.size > 0 && !front.contains(part);
            match states.iter().flatten().find(before).cloned() {
                Some(part) => front.push(part),
                None => break,
            }
        }
        for parts in &mut states {
            parts.retain(|part| !front.contains(part));
        }
        Some(Model {
            align: coroutine.align,
            front,
            behind: states,
        })
    }

    /// The size of the whole.
    pub(crate) fn size(&self) -> u64 {
        let front: u64 = self.front.iter().map(|part| part.size).sum();
        let ends = self.behind.iter().map(|parts| {
            let mut parts: Vec<_> = parts.iter().filter(|part| part.size > 0).collect();
            parts.sort_by_key(|part| part.size.max(part.align).trailing_zeros());
            let place = |at: u64, part: &&Part| at.next_multiple_of(part.align.max(1)) + part.size;
            parts.iter().fold(front, place)
        });
        let end = ends.max().unwrap_or(front).max(front);
        end.next_multiple_of(self.align.max(1))
    }

    /// The same without a slot, in all states.
    pub(crate) fn without(&self, slot: &Slot) -> Self {
        self.with(slot, None)
    }

    /// The same with something of another size and alignment in place of a slot.
    pub(crate) fn with(&self, slot: &Slot, instead: Option<(u64, u64)>) -> Self {
        let mut changed = self.clone();
        let Some(of) = part(slot) else {
            return changed;
        };
        let change = |parts: &mut Vec<Part>| {
            parts.retain_mut(|part| {
                if *part != of {
                    return true;
                }
                match instead {
                    Some((size, align)) => (part.size, part.align) = (size, align),
                    None => return false,
                }
                true
            });
        };
        change(&mut changed.front);
        changed.behind.iter_mut().for_each(change);
        let parts = changed.front.iter().chain(changed.behind.iter().flatten());
        changed.align = parts.map(|part| part.align).max().unwrap_or(1);
        changed
    }
}

fn part(slot: &Slot) -> Option<Part> {
    Some(Part {
        name: slot.name.clone(),
        offset: slot.offset?,
        size: slot.size?,
        align: slot.align?,
    })
}
