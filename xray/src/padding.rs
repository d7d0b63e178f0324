//! The bytes of a state that nothing uses.

use std::ops::Range;

use crate::{Slot, Tag};

/// The gaps between the tag and the slots in `size` bytes.
pub(crate) fn of(size: u64, tag: Tag, slots: &[Slot]) -> Vec<Range<u64>> {
    let mut used: Vec<_> = slots
        .iter()
        .filter_map(|slot| Some((slot.offset?, slot.end()?)))
        .chain([(tag.offset, tag.offset.saturating_add(tag.size))])
        .collect();
    used.sort_unstable();
    used.push((size, size));
    let mut gaps = Vec::new();
    let mut end = 0;
    for (begin, next) in used {
        if begin > end && begin <= size {
            gaps.push(end..begin);
        }
        end = end.max(next);
    }
    gaps
}
