//! One coroutine that was read, beside one that rustc printed.

use visualize_future_xray::Coroutine;

use super::{Tally, state};
use crate::printed::Printed;

/// Compares sizes, alignments, the tag, and each state with all that it holds.
///
/// # Errors
///
/// All that differs, each in a line.
pub fn compare(read: &Coroutine, printed: &Printed) -> Result<Tally, Vec<String>> {
    let mut differences = Vec::new();
    let mut differ = |what: &str, read: u64, printed: u64| {
        if read != printed {
            differences.push(format!("{what}: {read}, and rustc says {printed}"));
        }
    };
    differ("size", read.size, printed.size);
    differ("alignment", read.align, printed.align);
    differ("size of the tag", read.tag.size, printed.tag_size);
    differ(
        "states",
        read.states.len() as u64,
        printed.states.len() as u64,
    );

    let mut tally = Tally {
        coroutines: 1,
        states: read.states.len(),
        ..Tally::default()
    };
    for (index, state) in read.states.iter().enumerate() {
        if state.number != index as u64 {
            differences.push(format!("{} has the number {}", state.name, state.number));
        }
        match printed
            .states
            .iter()
            .find(|printed| printed.name == state.name)
        {
            Some(printed) => state::compare(read, state, printed, &mut tally, &mut differences),
            None => differences.push(format!("{}: rustc prints no such state", state.name)),
        }
    }
    match differences.is_empty() {
        true => Ok(tally),
        false => Err(differences),
    }
}
