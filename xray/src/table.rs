//! A coroutine as text.

use std::fmt;

use crate::{Confidence, Coroutine, Slot, State, names};

/// Writes each state with what lies where.
pub(crate) fn write(f: &mut fmt::Formatter<'_>, coroutine: &Coroutine) -> fmt::Result {
    let Coroutine {
        size, align, tag, ..
    } = coroutine;
    write!(f, "{}  {size} bytes, alignment {align}", coroutine.title())?;
    if let Some(location) = &coroutine.location {
        write!(f, "  {location}")?;
    }
    writeln!(f)?;
    writeln!(f, "  +{:<6} {:>6} B  state", tag.offset, tag.size)?;
    for state in &coroutine.states {
        write_state(f, state)?;
    }
    Ok(())
}

fn write_state(f: &mut fmt::Formatter<'_>, state: &State) -> fmt::Result {
    write!(f, "{}", state.name)?;
    if let Some(location) = &state.location {
        write!(f, " @ {location}")?;
    }
    match state.padding_bytes() {
        0 => writeln!(f)?,
        padding => writeln!(f, "  ({padding} bytes of it are padding)")?,
    }
    state.slots.iter().try_for_each(|slot| write_slot(f, slot))
}

fn write_slot(f: &mut fmt::Formatter<'_>, slot: &Slot) -> fmt::Result {
    let (offset, size) = (figure(slot.offset), figure(slot.size));
    let ty = names::short_if_known(slot.type_name.as_deref());
    write!(
        f,
        "  +{offset:<6} {size:>6} B  {:<9}  {}: {ty}",
        slot.role, slot.name
    )?;
    match slot.confidence {
        Confidence::Exact => writeln!(f),
        confidence => writeln!(f, "  ({confidence})"),
    }
}

/// A number that may not be known.
pub(crate) fn figure(number: Option<u64>) -> String {
    number.map_or("?".to_owned(), |number| number.to_string())
}
