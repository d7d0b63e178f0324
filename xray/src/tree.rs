//! A snapshot as text.

use std::fmt;

use crate::table::figure;
use crate::{
    Confidence, FutureSnapshot, Role, SelfReference, SlotSnapshot, Snapshot, names, sentence,
};

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_future(f, &self.root, "", "")
    }
}

/// Writes a future below what stands there already: `first` begins its line, `rest` those after.
fn write_future(
    f: &mut fmt::Formatter<'_>,
    future: &FutureSnapshot,
    first: &str,
    rest: &str,
) -> fmt::Result {
    write!(f, "{first}")?;
    if !future.path.is_empty() {
        write!(f, "{}: ", future.path)?;
    }
    write!(f, "{}", sentence::title(future))?;
    if future.size > 0 {
        write!(f, "  {} bytes", future.size)?;
    }
    if let Some(state) = &future.state {
        write!(f, "  {}", state.name)?;
        if let Some(location) = &state.location {
            write!(f, " @ {location}")?;
        }
    }
    writeln!(f)?;
    let below = if future.awaits.is_empty() {
        "   "
    } else {
        "│  "
    };
    if let Some(unknown) = &future.unknown {
        writeln!(f, "{rest}{below}{unknown}")?;
    }
    for slot in future
        .slots
        .iter()
        .filter(|slot| !is_told_below(slot, future))
    {
        write!(f, "{rest}{below}")?;
        write_slot(f, slot)?;
    }
    for (index, awaited) in future.awaits.iter().enumerate() {
        let last = index + 1 == future.awaits.len();
        let (branch, below) = if last {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        write_future(
            f,
            awaited,
            &format!("{rest}{branch}"),
            &format!("{rest}{below}"),
        )?;
    }
    Ok(())
}

/// Whether the slot is the awaited future that follows as a branch.
fn is_told_below(slot: &SlotSnapshot, future: &FutureSnapshot) -> bool {
    slot.role == Role::Awaitee
        && future
            .awaits
            .iter()
            .any(|awaited| awaited.path == slot.name)
}

fn write_slot(f: &mut fmt::Formatter<'_>, slot: &SlotSnapshot) -> fmt::Result {
    let (offset, size) = (figure(slot.offset), figure(slot.size));
    let ty = names::short_if_known(slot.type_name.as_deref());
    write!(f, "+{offset:<5} {size:>5} B  {}: {ty}", slot.name)?;
    if slot.role == Role::Capture {
        write!(f, "  captured")?;
    }
    if slot.confidence == Confidence::Repaired {
        write!(f, "  ({})", slot.confidence)?;
    }
    match (&slot.points_at[..], slot.certain) {
        ([], true) => writeln!(f, "  = {}", slot.value),
        ([], false) => writeln!(f, "  ~ {}", slot.value),
        (references, _) => {
            for reference in references {
                write!(f, "  {}", Arrow(&slot.name, reference))?;
            }
            writeln!(f)
        }
    }
}

struct Arrow<'a>(&'a str, &'a SelfReference);

impl fmt::Display for Arrow<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Arrow(slot, reference) = self;
        write!(f, "{slot}{} -> {}", reference.from, reference.to)?;
        match reference.outwards {
            0 => {}
            1 => write!(f, " of the future around it")?,
            more => write!(f, " of the future {more} around it")?,
        }
        write!(f, " (+{})", reference.offset)
    }
}
