//! A piece of source as it was written.

use visualize_future::Machine;

/// The text of the machine's function, with the attributes above it, cut out of the `source` in
/// which it stands: what a lesson shows is then what it runs.
///
/// # Panics
/// If the function does not stand in that source, written as rustfmt would.
pub fn function_text(machine: &Machine, source: &str) -> String {
    let lines: Vec<&str> = source.lines().collect();
    let line = machine.location().line as usize - 1;
    assert!(
        lines
            .get(line)
            .is_some_and(|line| line.contains(machine.name())),
        "`{}` does not stand in the source given",
        machine.path()
    );
    let above = lines[..line].iter().rev();
    let first = line
        - above
            .take_while(|line| line.trim_start().starts_with("#["))
            .count();
    cut(&lines, first, line)
}

/// The text of the item whose first line starts like that, cut out of the `source` in the same
/// way.
///
/// # Panics
/// If there is none.
pub fn item_text(start: &str, source: &str) -> String {
    let lines: Vec<&str> = source.lines().collect();
    let line = lines.iter().position(|line| line.starts_with(start));
    let line = line.unwrap_or_else(|| panic!("nothing starts with `{start}`"));
    cut(&lines, line, line)
}

/// The lines from `first` on, up to the brace that closes what begins in `line`.
fn cut(lines: &[&str], first: usize, line: usize) -> String {
    let indent = &lines[line][..lines[line].len() - lines[line].trim_start().len()];
    let closing = format!("{indent}}}");
    let length = lines[line..].iter().position(|line| *line == closing);
    let last = line + length.expect("the item ends with a brace below its first line");
    let text = lines[first..=last].iter();
    text.map(|line| format!("{}\n", line.strip_prefix(indent).unwrap_or(line)))
        .collect()
}
