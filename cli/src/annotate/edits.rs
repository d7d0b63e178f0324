//! Changes to a text, each where nothing else is touched.

use std::ops::Range;

use crate::sources::Source;

/// Pieces of a text that others take the place of.
pub(super) struct Edits<'a> {
    text: &'a str,
    offset: usize,
    edits: Vec<(Range<usize>, String)>,
}

impl<'a> Edits<'a> {
    /// None yet. Positions are bytes of what has been parsed of the source.
    pub(super) fn new(source: &'a Source) -> Self {
        Edits {
            text: &source.text,
            offset: source.offset,
            edits: Vec::new(),
        }
    }

    /// Whether nothing is changed.
    pub(super) fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Writes an attribute in front of what begins there: on a line of its own, indented alike,
    /// if that is the first on its line.
    pub(super) fn insert(&mut self, start: usize, attribute: &str, same_line: bool) {
        let start = start + self.offset;
        let line = self.line_start(start);
        let indent = &self.text[line..start];
        let edit = if same_line || !indent.trim().is_empty() {
            (start..start, format!("{attribute} "))
        } else {
            (
                line..line,
                format!("{indent}{attribute}{}", self.line_end(start)),
            )
        };
        self.edits.push(edit);
    }

    /// Takes an attribute away, and its line, if nothing else stands there.
    pub(super) fn remove(&mut self, range: Range<usize>) {
        let Range { start, end } = range.start + self.offset..range.end + self.offset;
        let line = self.line_start(start);
        let rest = &self.text[end..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let line_end = ["\r\n", "\n"]
            .into_iter()
            .find(|it| rest[blank..].starts_with(it));
        let edit = match line_end {
            Some(it) if self.text[line..start].trim().is_empty() => line..end + blank + it.len(),
            // What stands behind it is a comment, or nothing; the line's end is not ours.
            Some(_) => start..end,
            None => start..end + blank,
        };
        self.edits.push((edit, String::new()));
    }

    /// The text with all changes.
    pub(super) fn apply(mut self) -> String {
        self.edits.sort_by_key(|(range, _)| range.start);
        let mut text = String::with_capacity(self.text.len() + 64 * self.edits.len());
        let mut done = 0;
        for (range, replacement) in self.edits {
            text.push_str(&self.text[done..range.start]);
            text.push_str(&replacement);
            done = range.end;
        }
        text.push_str(&self.text[done..]);
        text
    }

    fn line_start(&self, position: usize) -> usize {
        self.text[..position]
            .rfind('\n')
            .map_or(0, |newline| newline + 1)
    }

    /// How the line of that position ends.
    fn line_end(&self, position: usize) -> &'static str {
        let newline = self.text[position..].find('\n');
        let is_windows =
            newline.is_some_and(|newline| self.text[..position + newline].ends_with('\r'));
        if is_windows { "\r\n" } else { "\n" }
    }
}
