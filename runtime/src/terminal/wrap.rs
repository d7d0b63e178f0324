//! Line breaks.
//!
//! The text is anything that can be shown. It is shown anew for each line, so that it is stored
//! nowhere, and little of the stack is needed.

use core::fmt::{self, Display, Write};

/// Breaks text into lines of at most `columns` characters, at spaces where there are any; one line
/// at least.
pub(crate) fn wrapped(text: &dyn Display, columns: usize) -> impl Iterator<Item = Line<'_>> {
    let columns = columns.max(1);
    let mut next = Some(0);
    core::iter::from_fn(move || {
        let start = next?;
        let (length, behind) = measure(text, start, columns);
        next = behind;
        Some(Line {
            text,
            start,
            length,
        })
    })
}

/// The length of the line that begins at the character `start`, and where the next one begins.
fn measure(text: &dyn Display, start: usize, columns: usize) -> (usize, Option<usize>) {
    let (mut end, mut space) = (0, None);
    each(text, &mut |at, next| {
        end = at + 1;
        if next == ' ' && at > start && at <= start + columns {
            space = Some(at);
        }
        Ok(())
    })
    .unwrap_or_default();
    if end <= start + columns {
        return (end - start, None);
    }
    match space {
        Some(space) => (space - start, Some(space + 1)),
        // A word that is too long goes on in the next line.
        None => (columns, Some(start + columns)),
    }
}

/// Tells of each character and its number, with one space between words, and none at the ends.
fn each(text: &dyn Display, tell: &mut dyn FnMut(usize, char) -> fmt::Result) -> fmt::Result {
    let mut spaced = Spaced {
        tell,
        at: 0,
        space: false,
    };
    write!(spaced, "{text}")
}

struct Spaced<'a> {
    tell: &'a mut dyn FnMut(usize, char) -> fmt::Result,
    /// The number of the next character.
    at: usize,
    /// Whether there is a space before it.
    space: bool,
}

impl Write for Spaced<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for next in text.chars() {
            if next.is_whitespace() {
                self.space = self.at > 0;
                continue;
            }
            if self.space {
                (self.tell)(self.at, ' ')?;
                self.at += 1;
                self.space = false;
            }
            (self.tell)(self.at, next)?;
            self.at += 1;
        }
        Ok(())
    }
}

/// A line: what it writes.
pub(crate) struct Line<'a> {
    text: &'a dyn Display,
    start: usize,
    length: usize,
}

impl Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let range = self.start..self.start + self.length;
        each(self.text, &mut |at, next| match range.contains(&at) {
            true => f.write_char(next),
            false => Ok(()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    fn wrap(text: &str, columns: usize) -> Vec<String> {
        let lines = wrapped(&text, columns);
        lines.map(|line| line.to_string()).collect()
    }

    #[test]
    fn breaks_at_spaces_and_within_words_that_are_too_long() {
        assert_eq!(wrap("a bc def", 4), ["a bc", "def"]);
        assert_eq!(wrap("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("abcdef g hi", 4), ["abcd", "ef g", "hi"]);
        assert_eq!(wrap("  a \n b  ", 4), ["a b"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn counts_characters_and_not_bytes() {
        assert_eq!(wrap("äöüäöü", 4), ["äöüä", "öü"]);
    }
}
