//! What has been compared, as a table.

use std::fmt::Write;

use crate::comparison::Tally;

/// A row: a configuration, and what came of it.
#[derive(Debug)]
pub struct Row {
    /// The configuration, or the program.
    pub name: String,
    /// What has been compared, or why nothing could be.
    pub result: Result<Tally, String>,
}

/// The rows below a heading.
pub fn table(rows: &[Row]) -> String {
    let mut text = format!(
        "{:34} {:>10} {:>7} {:>7} {:>7} {:>9} {:>8}\n",
        "configuration", "coroutines", "states", "slots", "exact", "repaired", "unknown"
    );
    for row in rows {
        let line = match &row.result {
            Ok(tally) => format!(
                "{:34} {:10} {:7} {:7} {:7} {:9} {:8}",
                row.name,
                tally.coroutines,
                tally.states,
                tally.slots,
                tally.exact,
                tally.repaired,
                tally.unknown
            ),
            Err(reason) => format!("{:34} {reason}", row.name),
        };
        writeln!(text, "{line}").expect("a string can be written to");
    }
    text
}
