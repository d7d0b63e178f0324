//! What stands in a state's box.

use core::fmt::{self, Display};

use crate::terminal::{Style, width_of, wrapped};
use crate::{LocalInfo, LocalKind, Machine, State};

/// A line in a box: pieces of text from the left, and one at the right edge.
pub(super) struct Line<'a> {
    pub(super) left: &'a [(Style, &'a dyn Display)],
    pub(super) right: &'a dyn Display,
}

impl Line<'_> {
    pub(super) fn width(&self) -> usize {
        let left = self.left.iter().map(|(_, text)| width_of(text));
        let right = match width_of(self.right) {
            0 => 0,
            right => right + 2,
        };
        left.sum::<usize>() + right
    }
}

/// The keys `awaits` and `saves` and the space behind them.
const KEY: usize = 7;

/// Tells of the lines of the box of a state, none longer than `columns` if that can be.
pub(super) fn each_line(
    machine: &Machine,
    number: usize,
    columns: usize,
    tell: &mut dyn FnMut(Line<'_>),
) {
    let state = &machine.states()[number];
    let place = Place::of(machine, state);
    tell(Line {
        left: &[(Style::State, &state.name)],
        right: if number >= 3 { &place } else { &"" },
    });
    if !state.awaiting.is_empty() {
        // The branches of a macro stand below it, so its own tokens need not say them again.
        let awaiting = match state.awaiting.find('!') {
            Some(bang) if !state.children.is_empty() => &state.awaiting[..=bang],
            _ => state.awaiting,
        };
        keyed("awaits", Style::Awaited, &awaiting, columns, tell);
    }
    branches(state, columns, tell);
    let saved = Saved { machine, state };
    if saved.locals().next().is_some() {
        keyed("saves", Style::Plain, &saved, columns, tell);
    }
}

/// The branches of `select!` and `join!`.
fn branches(state: &State, columns: usize, tell: &mut dyn FnMut(Line<'_>)) {
    for (at, child) in state.children.iter().enumerate() {
        let last = at + 1 == state.children.len();
        let place = Place {
            line: child.location.line,
            column: None,
        };
        let room = columns
            .saturating_sub(KEY + 2 + 2 + width_of(&place))
            .max(8);
        for (part, text) in wrapped(&child.awaiting, room).enumerate() {
            let lead = match (part, last) {
                (0, false) => "├ ",
                (0, true) => "╰ ",
                (_, false) => "│ ",
                (_, true) => "  ",
            };
            tell(Line {
                left: &[
                    (Style::Plain, &format_args!("{:1$}", "", KEY)),
                    (Style::Faint, &lead),
                    (Style::Awaited, &text),
                ],
                right: if part == 0 { &place } else { &"" },
            });
        }
    }
}

/// Text behind a key, broken into as many lines as it needs.
fn keyed(
    key: &str,
    style: Style,
    text: &dyn Display,
    columns: usize,
    tell: &mut dyn FnMut(Line<'_>),
) {
    let room = columns.saturating_sub(KEY).max(8);
    for (part, text) in wrapped(text, room).enumerate() {
        let key = if part == 0 { key } else { "" };
        tell(Line {
            left: &[
                (Style::Key, &key),
                (Style::Plain, &format_args!("{:1$}", "", KEY - key.len())),
                (style, &text),
            ],
            right: &"",
        });
    }
}

/// The line of an await, and the column where another await stands on the same line.
struct Place {
    line: u32,
    column: Option<u32>,
}

impl Place {
    fn of(machine: &Machine, state: &State) -> Self {
        let here = state.location;
        let mut others = machine.states().iter().skip(3).map(|other| other.location);
        let shared = others.any(|other| other.line == here.line && other.column != here.column);
        Place {
            line: here.line,
            column: shared.then_some(here.column),
        }
    }
}

impl Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        match self.column {
            Some(column) => write!(f, ", column {column}"),
            None => Ok(()),
        }
    }
}

/// The saved locals but the awaitee, of which the box speaks already.
struct Saved<'a> {
    machine: &'a Machine,
    state: &'a State,
}

impl<'a> Saved<'a> {
    fn local(&self, index: u16) -> Option<&'a LocalInfo> {
        self.machine.locals().get(usize::from(index))
    }

    fn locals(&self) -> impl Iterator<Item = &'a LocalInfo> {
        let locals = self
            .state
            .saved
            .iter()
            .filter_map(|&index| self.local(index));
        locals.filter(|local| local.kind != LocalKind::Awaitee)
    }
}

impl Display for Saved<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, local) in self.locals().enumerate() {
            f.write_str(if at == 0 { "" } else { ", " })?;
            f.write_str(local.name)?;
            if let Some(ty) = local.ty {
                write!(f, ": {ty}")?;
            }
            let saved = local
                .borrows
                .iter()
                .filter(|local| self.state.saved.contains(local));
            let into = saved.filter_map(|&index| self.local(index));
            for (at, into) in into.enumerate() {
                f.write_str(if at == 0 { " -> " } else { " and " })?;
                f.write_str(into.name)?;
            }
        }
        Ok(())
    }
}
