//! What stands in a state's box.

use crate::terminal::{Style, width, wrap};
use crate::{LocalKind, Machine, State};

/// A line in a box: pieces of text from the left, and one at the right edge.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) left: Vec<(Style, String)>,
    pub(super) right: String,
}

impl Line {
    pub(super) fn width(&self) -> usize {
        let left: usize = self.left.iter().map(|(_, text)| width(text)).sum();
        let gap = if self.right.is_empty() { 0 } else { 2 };
        left + gap + width(&self.right)
    }
}

/// The keys `awaits` and `saves` and the space behind them.
const KEY: usize = 7;

/// The lines of the box of a state, none longer than `columns` if that can be.
pub(super) fn lines(machine: &Machine, number: usize, columns: usize) -> Vec<Line> {
    let state = &machine.states()[number];
    let mut lines = vec![Line {
        left: vec![(Style::State, state.name.to_owned())],
        right: if number >= 3 {
            place(machine, state)
        } else {
            String::new()
        },
    }];
    if !state.awaiting.is_empty() {
        // The branches of a macro stand below it, so its own tokens need not say them again.
        let awaiting = match state.awaiting.split_once('!') {
            Some((name, _)) if !state.children.is_empty() => format!("{name}!"),
            _ => state.awaiting.to_owned(),
        };
        keyed(&mut lines, "awaits", Style::Awaited, &awaiting, columns);
    }
    for (at, child) in state.children.iter().enumerate() {
        let last = at + 1 == state.children.len();
        let branch = if last { "╰ " } else { "├ " };
        let place = format!("line {}", child.location.line);
        let room = columns.saturating_sub(KEY + 2 + 2 + width(&place)).max(8);
        for (part, text) in wrap(child.awaiting, room).into_iter().enumerate() {
            let (lead, right) = match part {
                0 => (branch, place.clone()),
                _ if last => ("  ", String::new()),
                _ => ("│ ", String::new()),
            };
            lines.push(Line {
                left: vec![
                    (Style::Plain, " ".repeat(KEY)),
                    (Style::Faint, lead.to_owned()),
                    (Style::Awaited, text),
                ],
                right,
            });
        }
    }
    let saved = saved(machine, state);
    if !saved.is_empty() {
        keyed(&mut lines, "saves", Style::Plain, &saved, columns);
    }
    lines
}

/// Text behind a key, broken into as many lines as it needs.
fn keyed(lines: &mut Vec<Line>, key: &str, style: Style, text: &str, columns: usize) {
    let room = columns.saturating_sub(KEY).max(8);
    for (part, text) in wrap(text, room).into_iter().enumerate() {
        let key = if part == 0 { key } else { "" };
        lines.push(Line {
            left: vec![
                (Style::Key, key.to_owned()),
                (Style::Plain, " ".repeat(KEY - width(key))),
                (style, text),
            ],
            right: String::new(),
        });
    }
}

/// The line of the await, and the column where another await stands on the same line.
fn place(machine: &Machine, state: &State) -> String {
    let here = state.location;
    let mut others = machine.states().iter().skip(3);
    if others.any(|other| other.location.line == here.line && other.location.column != here.column)
    {
        format!("line {}, column {}", here.line, here.column)
    } else {
        format!("line {}", here.line)
    }
}

/// The saved locals but the awaitee, of which the box speaks already.
fn saved(machine: &Machine, state: &State) -> String {
    let locals = state.saved.iter().filter_map(|&index| {
        let local = machine.locals().get(usize::from(index))?;
        if local.kind == LocalKind::Awaitee {
            return None;
        }
        let ty = local.ty.map(|ty| format!(": {ty}")).unwrap_or_default();
        let into: Vec<&str> = local
            .borrows
            .iter()
            .filter(|borrowed| state.saved.contains(borrowed))
            .filter_map(|&borrowed| Some(machine.locals().get(usize::from(borrowed))?.name))
            .collect();
        Some(if into.is_empty() {
            format!("{}{ty}", local.name)
        } else {
            format!("{}{ty} -> {}", local.name, into.join(" and "))
        })
    });
    locals.collect::<Vec<_>>().join(", ")
}
