//! One state that was read, beside the same one in print.

use std::ops::Range;

use visualize_future_xray::{Confidence, Coroutine, Role, Slot, State};

use super::{Tally, names};
use crate::printed::{PrintedSlot, PrintedState};

/// Compares a state: each slot, where the tag lies, and the gaps.
pub(super) fn compare(
    coroutine: &Coroutine,
    state: &State,
    printed: &PrintedState,
    tally: &mut Tally,
    differences: &mut Vec<String>,
) {
    let mut differ = |text: String| differences.push(format!("{}: {text}", state.name));
    let mut left: Vec<&PrintedSlot> = printed.slots.iter().collect();
    let mut found: Vec<(&Slot, &PrintedSlot)> = Vec::new();
    for slot in state
        .slots
        .iter()
        .filter(|slot| slot.confidence != Confidence::Unknown)
    {
        match left.iter().position(|judge| is_same(slot, judge)) {
            Some(index) => found.push((slot, left.remove(index))),
            None => differ(format!("rustc has no {}", describe(slot))),
        }
    }
    tally.slots += state.slots.len();
    for (slot, judge) in &found {
        match slot.confidence {
            Confidence::Repaired => tally.repaired += 1,
            _ => tally.exact += 1,
        }
        if let Some(text) = types_differ(slot, judge) {
            differ(text);
        }
    }

    let gaps = gaps(coroutine, &found);
    if state.padding != gaps {
        differ(format!(
            "padding {:?}, and by rustc's slots it is {gaps:?}",
            state.padding
        ));
    }

    // What is unknown must be there, and is only unknown because another one has its name.
    for slot in state
        .slots
        .iter()
        .filter(|slot| slot.confidence == Confidence::Unknown)
    {
        let position = left.iter().position(|judge| may_be_unknown(slot, judge));
        let namesakes = state.slots.iter().filter(|other| {
            other.role != Role::Capture
                && names::variable(&other.name) == names::variable(&slot.name)
        });
        match position {
            Some(index) if namesakes.count() > 1 => {
                left.remove(index);
                tally.unknown += 1;
            }
            Some(_) => differ(format!("nothing makes it unknown: {}", describe(slot))),
            None => differ(format!("rustc has no {}", describe(slot))),
        }
    }
    for slot in left {
        differ(format!(
            "rustc has `{}` at {} with {} bytes",
            slot.name, slot.offset, slot.size
        ));
    }

    // All that rustc says of the tag's place.
    let end = printed.end;
    if (coroutine.tag.offset < end) != printed.tag_before_end {
        differ(format!(
            "the tag at {} is on the wrong side of {end}",
            coroutine.tag.offset
        ));
    }
    let tag = coroutine.tag.offset..coroutine.tag.offset + coroutine.tag.size;
    if printed
        .slots
        .iter()
        .any(|slot| slot.offset < tag.end && slot.end() > tag.start)
    {
        differ(format!(
            "the tag at {} is where rustc has a slot",
            tag.start
        ));
    }
    for text in order(state, &found) {
        differ(text);
    }
}

fn is_same(slot: &Slot, judge: &PrintedSlot) -> bool {
    has_same_name(slot, judge)
        && slot.offset == Some(judge.offset)
        && slot.size == Some(judge.size)
        && judge.align.is_none_or(|align| slot.align == Some(align))
}

fn may_be_unknown(slot: &Slot, judge: &PrintedSlot) -> bool {
    has_same_name(slot, judge)
        && slot.offset.is_none_or(|offset| offset == judge.offset)
        && slot.size.is_none_or(|size| size == judge.size)
}

/// Whether they have one name and one role. Only a variable that is called like a temporary
/// or an awaitee may be taken for one, since debug info has but the name.
fn has_same_name(slot: &Slot, judge: &PrintedSlot) -> bool {
    let looks_temporary = names::temporary(&slot.name).is_some();
    if judge.captured || slot.role == Role::Capture {
        let same = names::variable(&slot.name) == names::variable(&judge.name);
        return judge.captured && slot.role == Role::Capture && same;
    }
    if judge.temporary().is_some() {
        return looks_temporary && slot.role != Role::Awaitee;
    }
    let role = match judge.name.as_str() {
        "__awaitee" => matches!(slot.role, Role::Awaitee | Role::Local),
        _ if looks_temporary => matches!(slot.role, Role::Temporary | Role::Local),
        _ => slot.role == Role::Local,
    };
    role && names::variable(&slot.name) == names::variable(&judge.name)
}

fn types_differ(slot: &Slot, judge: &PrintedSlot) -> Option<String> {
    let read = names::comparable(slot.type_name.as_ref()?)?;
    let printed = names::comparable(judge.type_name.as_ref()?)?;
    let equal = read == printed;
    (!equal).then(|| format!("{} is of type {read}, and rustc says {printed}", slot.name))
}

/// The bytes that belong to no slot of known place, and not to the tag.
fn gaps(coroutine: &Coroutine, found: &[(&Slot, &PrintedSlot)]) -> Vec<Range<u64>> {
    let mut taken: Vec<_> = found
        .iter()
        .map(|(_, judge)| (judge.offset, judge.end()))
        .collect();
    taken.push((
        coroutine.tag.offset,
        coroutine.tag.offset + coroutine.tag.size,
    ));
    taken.push((coroutine.size, coroutine.size));
    taken.sort_unstable();
    let mut gaps = Vec::new();
    let mut end = 0;
    for (begin, next_end) in taken {
        if begin > end {
            gaps.push(end..begin);
        }
        end = end.max(next_end);
    }
    gaps
}

/// Slots come by offset, unknown ones last, and of temporaries both numbers count up together.
fn order(state: &State, found: &[(&Slot, &PrintedSlot)]) -> Vec<String> {
    let mut texts = Vec::new();
    let offsets = state
        .slots
        .iter()
        .map(|slot| slot.offset.unwrap_or(u64::MAX));
    if !offsets.is_sorted() {
        texts.push(String::from("the slots are not ordered by offset"));
    }
    let mut numbers: Vec<_> = found
        .iter()
        .filter_map(|(slot, judge)| Some((names::temporary(&slot.name)?, judge.temporary()?)))
        .collect();
    numbers.sort_unstable();
    if !numbers.is_sorted_by_key(|(_, number)| number) {
        texts.push(format!("temporaries are exchanged: {numbers:?}"));
    }
    texts
}

fn describe(slot: &Slot) -> String {
    let figure =
        |figure: Option<u64>| figure.map_or(String::from("?"), |figure| figure.to_string());
    format!(
        "{} `{}` at {} with {} bytes, aligned to {} ({})",
        slot.role,
        slot.name,
        figure(slot.offset),
        figure(slot.size),
        figure(slot.align),
        slot.confidence,
    )
}
