//! Layouts without vectors: whatever is asked for, the fields are visited anew.

use super::{FieldLayout, Layout};
use crate::rt::{Body, FieldInfo};
use crate::{Machine, State};

/// Tells of each field, with its offset in place of its address.
pub(super) type Visit = fn(&mut dyn FnMut(FieldInfo));

impl Layout {
    /// Of an explicit enum, whose fields `visit` tells of.
    pub(crate) fn of_enum<B: Body, O>(enum_size: usize, visit: Visit) -> Layout {
        Layout {
            enum_size,
            visit: Some(visit),
            ..Layout::of_coroutine::<B, O>()
        }
    }

    pub(super) fn fields_in(&self, state: &State) -> impl Iterator<Item = FieldLayout> + use<> {
        Fields {
            machine: self.machine,
            visit: self.visit,
            saved: state.saved,
            last: None,
        }
    }
}

/// The fields of a state, by offset.
struct Fields {
    machine: &'static Machine,
    visit: Option<Visit>,
    saved: &'static [u16],
    /// The place of the one that came last.
    last: Option<Place>,
}

/// In this order: offset, size and, where these are the same, the order in which fields are
/// visited.
type Place = (usize, usize, usize);

impl Iterator for Fields {
    type Item = FieldLayout;

    fn next(&mut self) -> Option<FieldLayout> {
        let mut next: Option<(Place, FieldInfo)> = None;
        let mut visited = 0;
        self.visit?(&mut |info| {
            let place = (info.address, info.size, visited);
            visited += 1;
            let is_behind = self.last.is_none_or(|last| place > last);
            let is_first = next.as_ref().is_none_or(|(first, _)| place < *first);
            if is_behind && is_first && self.saved.contains(&info.local) {
                next = Some((place, info));
            }
        });
        let (place, info) = next?;
        self.last = Some(place);
        Some(FieldLayout::of(self.machine, &info))
    }
}
