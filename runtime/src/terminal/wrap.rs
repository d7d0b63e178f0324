//! Line breaks.

use core::fmt::{self, Write as _};

/// Breaks text into lines of at most `columns` characters, at spaces where there are any.
pub(crate) fn wrapped<I>(text: I, columns: usize) -> Wrapped<Spaced<I>>
where
    I: Iterator<Item = char> + Clone,
{
    Wrapped {
        rest: Some(Spaced {
            text,
            behind_space: None,
            begun: false,
        }),
        columns: columns.max(1),
    }
}

/// Text with one space between words, and none at its ends.
#[derive(Clone)]
pub(crate) struct Spaced<I> {
    text: I,
    /// What comes next, if the last was a space.
    behind_space: Option<char>,
    begun: bool,
}

impl<I: Iterator<Item = char>> Iterator for Spaced<I> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        if let Some(next) = self.behind_space.take() {
            return Some(next);
        }
        let mut space = false;
        loop {
            let next = self.text.next()?;
            if next.is_whitespace() {
                space = true;
            } else if space && self.begun {
                self.behind_space = Some(next);
                return Some(' ');
            } else {
                self.begun = true;
                return Some(next);
            }
        }
    }
}

/// The lines, from first to last; one at least.
pub(crate) struct Wrapped<I> {
    rest: Option<I>,
    columns: usize,
}

/// A line: what it writes.
pub(crate) struct Line<I> {
    text: I,
    length: usize,
}

impl<I: Iterator<Item = char> + Clone> Iterator for Wrapped<I> {
    type Item = Line<I>;

    fn next(&mut self) -> Option<Line<I>> {
        let text = self.rest.take()?;
        let mut rest = text.clone();
        let first = word(&rest);
        let mut length = first.min(self.columns);
        skip(&mut rest, length);
        // A word that is too long goes on in the next line.
        if first > self.columns {
            self.rest = Some(rest);
            return Some(Line { text, length });
        }
        while rest.next().is_some() {
            let next = word(&rest);
            if length + 1 + next > self.columns {
                self.rest = Some(rest);
                break;
            }
            skip(&mut rest, next);
            length += 1 + next;
        }
        Some(Line { text, length })
    }
}

/// The length of the word with which the text begins.
fn word(text: &(impl Iterator<Item = char> + Clone)) -> usize {
    text.clone().take_while(|&next| next != ' ').count()
}

fn skip(text: &mut impl Iterator<Item = char>, characters: usize) {
    text.take(characters).for_each(drop);
}

impl<I: Iterator<Item = char> + Clone> fmt::Display for Line<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.text.clone().take(self.length);
        text.try_for_each(|next| f.write_char(next))
    }
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    fn wrap(text: &str, columns: usize) -> Vec<String> {
        let lines = wrapped(text.chars(), columns);
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
