//! The diagram where there is no heap: the same boxes, one line after the other. The edge to the
//! next box is a line; any other stands as words in the box that it leaves.

use core::fmt::{self, Display};

use super::LEAST_INSIDE;
use super::contents::{Line, each_line};
use super::edges::{Vias, order};
use crate::terminal::{Style, styled, styled_by, width_of};
use crate::{Machine, Via};

/// Writes the boxes and the edges.
pub(super) fn write(
    machine: &Machine,
    columns: usize,
    ansi: bool,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    // What stands beside the text: two spaces, and on each side an edge and a space.
    let most = columns.saturating_sub(8).max(LEAST_INSIDE);
    let mut inside = LEAST_INSIDE;
    for number in order(machine) {
        each(machine, number, most, &mut |line| {
            inside = inside.max(line.width())
        });
    }
    let mut flows = false;
    for number in order(machine) {
        edge(f, ansi, inside, ('╭', '╮'), flows.then_some('▼'))?;
        let mut written = Ok(());
        each(machine, number, most, &mut |line| {
            written = written.and_then(|()| write_line(f, ansi, inside, &line));
        });
        written?;
        let next = order(machine).skip_while(|&other| other != number).nth(1);
        flows = next.is_some_and(|next| flow(machine, number, next));
        edge(f, ansi, inside, ('╰', '╯'), flows.then_some('┬'))?;
    }
    Ok(())
}

/// All lines of a box.
fn each(machine: &Machine, number: usize, columns: usize, tell: &mut dyn FnMut(Line<'_>)) {
    each_line(machine, number, columns, tell);
    let next = order(machine).skip_while(|&other| other != number).nth(1);
    for target in order(machine) {
        let mut vias = Vias::default();
        for edge in machine.transitions() {
            let is_line = Some(target) == next && edge.via == Via::Flow;
            if usize::from(edge.from) == number && usize::from(edge.to) == target && !is_line {
                vias.add(edge.via);
            }
        }
        if vias.is_empty() {
            continue;
        }
        let target = machine.states()[target].name;
        tell(Line {
            left: &[(Style::Faint, &Edge(target, vias))],
            right: &"",
        });
    }
}

/// An edge in words.
struct Edge(&'static str, Vias);

impl Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Edge(target, vias) = self;
        write!(f, "to {target}")?;
        match vias.is_plain() {
            true => Ok(()),
            false => write!(f, " ({vias})"),
        }
    }
}

/// Whether the code simply goes on from the one to the other.
fn flow(machine: &Machine, from: usize, to: usize) -> bool {
    machine.transitions().iter().any(|edge| {
        let is_between = usize::from(edge.from) == from && usize::from(edge.to) == to;
        is_between && edge.via == Via::Flow
    })
}

/// The upper or the lower edge of a box, with what stands in its middle.
fn edge(
    f: &mut fmt::Formatter<'_>,
    ansi: bool,
    inside: usize,
    corners: (char, char),
    middle: Option<char>,
) -> fmt::Result {
    // The columns are counted from the left edge of the page, where there are two spaces.
    let at = (2 + 2 + inside + 3) / 2 - 2;
    f.write_str("  ")?;
    styled_by(f, ansi, Style::Faint, |f| {
        for column in 0..inside + 4 {
            f.write_char(match middle {
                Some(middle) if column == at => middle,
                _ if column == 0 => corners.0,
                _ if column == inside + 3 => corners.1,
                _ => '─',
            })?;
        }
        Ok(())
    })?;
    f.write_str("\n")
}

fn write_line(
    f: &mut fmt::Formatter<'_>,
    ansi: bool,
    inside: usize,
    line: &Line<'_>,
) -> fmt::Result {
    f.write_str("  ")?;
    styled(f, ansi, Style::Faint, "│")?;
    f.write_str(" ")?;
    let mut used = width_of(line.right);
    for (style, text) in line.left {
        used += width_of(text);
        styled_by(f, ansi, *style, |f| write!(f, "{text}"))?;
    }
    write!(f, "{:1$}", "", inside.saturating_sub(used))?;
    styled_by(f, ansi, Style::Faint, |f| write!(f, "{}", line.right))?;
    f.write_str(" ")?;
    styled(f, ansi, Style::Faint, "│")?;
    f.write_str("\n")
}

/// Those that integration tests describe, too.
#[cfg(test)]
#[allow(dead_code, unreachable_pub)]
#[path = "../../tests/view_support/machines.rs"]
mod machines;

#[cfg(test)]
mod tests {
    use super::super::paint::paint;
    use super::machines::{BRANCH, LOOP, SELECT, STRAIGHT};
    use crate::Machine;

    struct Words(&'static Machine, bool);

    impl std::fmt::Display for Words {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            super::write(self.0, 80, self.1, f)
        }
    }

    #[test]
    fn it_is_the_diagram_without_rails() {
        for machine in [&STRAIGHT, &LOOP, &BRANCH, &SELECT] {
            let mut painted = String::new();
            paint(machine, 80, 0).write(&mut painted, false).unwrap();
            assert_eq!(Words(machine, false).to_string(), painted);
        }
    }
}
