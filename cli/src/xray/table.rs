//! Futures in a table.

use std::io::{self, Write};

use visualize_future_xray::Coroutine;

/// Writes a line for each.
pub(super) fn write(out: &mut impl Write, coroutines: &[&Coroutine]) -> io::Result<()> {
    writeln!(
        out,
        "{:>9} {:>7} {:>8}  future",
        "bytes", "awaits", "padding"
    )?;
    for coroutine in coroutines {
        let awaits = coroutine.states.iter().filter(|state| state.is_suspended());
        let largest = awaits.clone().max_by_key(|state| state.slot_bytes());
        let padding = largest.map_or(0, |state| state.padding_bytes());
        write!(
            out,
            "{:>9} {:>7} {padding:>8}  {}",
            coroutine.size,
            awaits.count(),
            coroutine.title()
        )?;
        match &coroutine.location {
            Some(location) => writeln!(out, "  {location}")?,
            None => writeln!(out)?,
        }
    }
    Ok(())
}
