//! Where the lines go: their columns, their width, their colours.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use super::duration;
use crate::terminal::{Pieces, Style, flow, styled, width};

/// One entry of the timeline.
pub(super) struct Entry<'a> {
    /// The instance's name and its number, for the colour; none for what is of no instance.
    pub(super) instance: Option<(&'a str, u64)>,
    /// The thread, where it is another than that of the entry before; none if all has been on
    /// one thread.
    pub(super) thread: Option<String>,
    /// The marks of the polls under way, to the left of the text, on the first line.
    pub(super) gutter: String,
    /// The same on the lines that follow.
    pub(super) gutter_below: String,
    /// What happened.
    pub(super) text: Pieces,
    /// Where in the source; stands at the right edge.
    pub(super) place: Option<String>,
    /// Lines that follow as they are, each cut where the page ends.
    pub(super) drawing: &'a str,
}

/// The paper that the timeline is written on.
pub(super) struct Page {
    pub(super) out: Box<dyn Write + Send>,
    pub(super) ansi: bool,
    /// Whether to show what differs from run to run.
    pub(super) times: bool,
    pub(super) columns: usize,
    start: Option<Instant>,
    /// Whether anything has been written.
    begun: bool,
    /// The width of the names' column: that of the longest yet, within bounds.
    names: usize,
}

/// The width of the threads' column, if there is one.
const THREADS: usize = 2;
const LEAST_NAMES: usize = 10;
const MOST_NAMES: usize = 24;

impl Page {
    pub(super) fn new(out: Box<dyn Write + Send>, ansi: bool) -> Self {
        Page {
            out,
            ansi,
            times: true,
            columns: 80,
            start: None,
            begun: false,
            names: LEAST_NAMES,
        }
    }

    /// A duration, where durations are shown: `before`, the duration, `after`.
    pub(super) fn duration(
        &self,
        before: &str,
        duration: Option<Duration>,
        after: &str,
    ) -> Option<String> {
        let shown = duration.filter(|_| self.times)?;
        Some(format!("{before}{}{after}", duration::human(shown)))
    }

    /// Writes the entry, on as many lines as it needs.
    ///
    /// An error of the writer is no reason to disturb the program that is being watched, so it
    /// goes unnoticed.
    pub(super) fn write(&mut self, entry: &Entry<'_>) {
        let mut text = String::new();
        let _ = self.format(entry, &mut text);
        self.write_raw(&text);
    }

    /// Writes text as it is, with an empty line before it if there are others.
    pub(super) fn write_apart(&mut self, text: &str) {
        if self.begun {
            self.write_raw("\n");
        }
        self.write_raw(text);
    }

    fn write_raw(&mut self, text: &str) {
        self.begun = true;
        let _: io::Result<()> = self
            .out
            .write_all(text.as_bytes())
            .and_then(|()| self.out.flush());
    }

    fn format(&mut self, entry: &Entry<'_>, out: &mut String) -> std::fmt::Result {
        let time = if self.times {
            let start = *self.start.get_or_insert_with(Instant::now);
            duration::since_start(start.elapsed()) + "  "
        } else {
            String::new()
        };
        let (name, style) = match entry.instance {
            Some((name, id)) => (name, Style::Instance(id)),
            None => ("", Style::Plain),
        };
        self.names = self.names.max(width(name).min(MOST_NAMES));
        let thread = match &entry.thread {
            Some(thread) => format!("{thread:<THREADS$} "),
            None => String::new(),
        };
        let left = width(&time) + self.names + 2 + width(&thread);
        let room = self
            .columns
            .saturating_sub(left + width(&entry.gutter_below))
            .max(24);
        let (lines, placed) = lay_out(&entry.text, entry.place.as_deref(), room);
        for (at, line) in lines.iter().enumerate() {
            if at == 0 {
                styled(out, self.ansi, Style::Faint, &time)?;
                styled(out, self.ansi, style, name)?;
                let used = width(name).min(self.names);
                out.push_str(&" ".repeat(self.names + 2 - used));
                styled(out, self.ansi, Style::Strong, &thread)?;
                styled(out, self.ansi, Style::Faint, &entry.gutter)?;
            } else {
                let below = " ".repeat(left) + &entry.gutter_below;
                styled(out, self.ansi, Style::Faint, &below)?;
            }
            for (style, text) in line {
                styled(out, self.ansi, *style, text)?;
            }
            if let Some(place) = entry.place.as_deref().filter(|_| at + 1 == lines.len()) {
                let used: usize = line.iter().map(|(_, text)| width(text)).sum();
                out.push_str(&" ".repeat(placed.saturating_sub(used)));
                styled(out, self.ansi, Style::Faint, place)?;
            }
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
        }
        for line in entry.drawing.lines() {
            let below = " ".repeat(left) + &entry.gutter_below;
            styled(out, self.ansi, Style::Faint, &below)?;
            out.push_str(&" ".repeat(INDENT));
            out.push_str(&cut(line, room - INDENT));
            out.push('\n');
        }
        Ok(())
    }
}

/// The line, or as much of it as there is room for.
fn cut(line: &str, room: usize) -> String {
    match width(line) <= room {
        true => line.to_owned(),
        false => line.chars().take(room - 1).chain(['…']).collect(),
    }
}

/// How far the lines after the first are indented.
const INDENT: usize = 2;

/// Stands for a space if all of the text, and the place, fit on one line; otherwise for the end
/// of a line.
pub(super) const BETTER_BREAK: char = '\t';

/// Breaks the text into lines, such that the place fits at the end of the last one, and says
/// in which column it begins.
fn lay_out(text: &[(Style, String)], place: Option<&str>, room: usize) -> (Vec<Pieces>, usize) {
    let used =
        |pieces: &[(Style, String)]| -> usize { pieces.iter().map(|(_, text)| width(text)).sum() };
    let behind = place.map_or(0, |place| width(place) + 2);
    let fits = used(text) + behind <= room;
    let text: Pieces = text
        .iter()
        .map(|(style, text)| {
            (
                *style,
                text.replace(BETTER_BREAK, if fits { " " } else { "\n" }),
            )
        })
        .collect();
    let mut lines = flow(&text, room, room - INDENT);
    if lines
        .last()
        .is_some_and(|last| used(last) + INDENT + behind > room)
        && behind > 0
        && !fits
    {
        lines.push(Vec::new());
    }
    for line in &mut lines[1..] {
        line.insert(0, (Style::Plain, " ".repeat(INDENT)));
    }
    (lines, room.saturating_sub(behind - 2.min(behind)))
}
