//! Text for a terminal: styles, line breaks, widths. Shared by the diagram and the view.

use std::fmt;

/// What a piece of text is, from which follows how it looks in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    /// What matters less: lines, places, durations.
    Faint,
    /// What the eye should find first.
    Strong,
    /// The name of a state.
    State,
    /// What is awaited.
    Awaited,
    /// A heading in a box.
    Key,
    /// All went well.
    #[cfg(feature = "view")]
    Good,
    /// Worth a look.
    Warning,
    /// Something broke.
    #[cfg(feature = "view")]
    Bad,
    /// An instance, told from others by its number.
    #[cfg(feature = "view")]
    Instance(u64),
}

impl Style {
    /// The parameters of the escape sequence (ECMA-48, "select graphic rendition"); only the
    /// eight basic colours, which people's terminals have made readable on their background.
    const fn codes(self) -> &'static str {
        match self {
            Style::Plain => "",
            Style::Faint => "2",
            Style::Strong => "1",
            Style::State => "1;36",
            Style::Awaited => "33",
            Style::Key => "2;3",
            #[cfg(feature = "view")]
            Style::Good => "32",
            Style::Warning => "1;33",
            #[cfg(feature = "view")]
            Style::Bad => "1;31",
            #[cfg(feature = "view")]
            Style::Instance(id) => match id % 6 {
                0 => "35",
                1 => "34",
                2 => "32",
                3 => "36",
                4 => "31",
                _ => "33",
            },
        }
    }
}

/// Writes `text` in its style, or plainly.
pub(crate) fn styled(
    out: &mut dyn fmt::Write,
    ansi: bool,
    style: Style,
    text: &str,
) -> fmt::Result {
    let codes = style.codes();
    if ansi && !codes.is_empty() && !text.is_empty() {
        write!(out, "\x1b[{codes}m{text}\x1b[0m")
    } else {
        out.write_str(text)
    }
}

/// How many columns the text takes, if each character takes one.
pub(crate) fn width(text: &str) -> usize {
    text.chars().count()
}

/// Breaks `text` into lines of at most `columns` characters, at spaces where there are any.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a last line");
        if line.is_empty() {
            line.push_str(word);
        } else if width(line) + 1 + width(word) <= columns {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
        while let Some(rest) = lines.last_mut().and_then(|line| split_after(line, columns)) {
            lines.push(rest);
        }
    }
    lines
}

/// Cuts the line off after `columns` characters and returns what stood behind, if anything.
fn split_after(line: &mut String, columns: usize) -> Option<String> {
    let (at, _) = line.char_indices().nth(columns)?;
    Some(line.split_off(at))
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn breaks_at_spaces_and_within_words_that_are_too_long() {
        assert_eq!(wrap("a bc def", 4), ["a bc", "def"]);
        assert_eq!(wrap("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn counts_characters_and_not_bytes() {
        assert_eq!(wrap("äöüäöü", 4), ["äöüä", "öü"]);
    }
}
