//! Text for a terminal: styles, line breaks, widths. Shared by the diagram and the view.

use core::fmt;

mod wrap;

pub(crate) use wrap::wrapped;

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
    /// basic colours, which people's terminals have made readable on their background. Red is
    /// left to what broke.
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
                0 => "34",
                1 => "35",
                2 => "32",
                3 => "95",
                4 => "94",
                _ => "92",
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

/// The same, of text that `write` writes.
pub(crate) fn styled_by(
    out: &mut dyn fmt::Write,
    ansi: bool,
    style: Style,
    write: impl Fn(&mut dyn fmt::Write) -> fmt::Result,
) -> fmt::Result {
    let codes = style.codes();
    if ansi && !codes.is_empty() && Count::of(&write) > 0 {
        write!(out, "\x1b[{codes}m")?;
        write(out)?;
        out.write_str("\x1b[0m")
    } else {
        write(out)
    }
}

/// How many columns the text takes, if each character takes one.
pub(crate) fn width(text: &str) -> usize {
    text.chars().count()
}

/// How many columns something takes in print.
pub(crate) fn width_of(shown: &dyn fmt::Display) -> usize {
    Count::of(|out| write!(out, "{shown}"))
}

/// Counts the characters that are written to it.
pub(crate) struct Count(usize);

impl Count {
    /// How many `write` writes.
    pub(crate) fn of(write: impl FnOnce(&mut dyn fmt::Write) -> fmt::Result) -> usize {
        let mut count = Count(0);
        match write(&mut count) {
            Ok(()) | Err(fmt::Error) => count.0,
        }
    }
}

impl fmt::Write for Count {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += width(text);
        Ok(())
    }
}

/// Pieces of text in their styles.
#[cfg(feature = "view")]
pub(crate) type Pieces = Vec<(Style, String)>;

/// Stands for a space at which no line is broken.
#[cfg(feature = "view")]
pub(crate) const TIED: char = '\u{a0}';

/// Breaks styled text into lines, at spaces and at `\n`: the first of at most `first`
/// characters, the others of at most `others`.
#[cfg(feature = "view")]
pub(crate) fn flow(pieces: &[(Style, String)], first: usize, others: usize) -> Vec<Pieces> {
    let mut lines: Vec<Pieces> = vec![Vec::new()];
    let mut left = first;
    // A word may consist of several pieces (`name` and `=value`), so a break is possible only
    // before a space, which the break then swallows.
    for (word, breaks) in words(pieces) {
        let length: usize = word.iter().map(|(_, text)| width(text)).sum();
        let starts_line = lines.last().is_none_or(Vec::is_empty);
        if breaks || (!starts_line && length > left) {
            lines.push(Vec::new());
            left = others;
        }
        for (style, text) in word {
            let starts_line = lines.last().is_none_or(Vec::is_empty);
            let text = if starts_line {
                text.trim_start_matches(' ')
            } else {
                &text
            };
            let text = text.replace(TIED, " ");
            let mut rest = text.as_str();
            while let Some((at, _)) = rest.char_indices().nth(left) {
                push(&mut lines, style, rest[..at].to_owned());
                lines.push(Vec::new());
                left = others.max(1);
                rest = &rest[at..];
            }
            left -= width(rest);
            push(&mut lines, style, rest.to_owned());
        }
    }
    lines
}

#[cfg(feature = "view")]
fn push(lines: &mut [Pieces], style: Style, text: String) {
    let Some(line) = lines.last_mut().filter(|_| !text.is_empty()) else {
        return;
    };
    match line.last_mut() {
        Some((last, before)) if *last == style => before.push_str(&text),
        _ => line.push((style, text)),
    }
}

/// The words, each with the spaces before it, and whether a line ends before it.
#[cfg(feature = "view")]
fn words(pieces: &[(Style, String)]) -> Vec<(Pieces, bool)> {
    let mut words: Vec<(Pieces, bool)> = vec![(Vec::new(), false)];
    let mut after_space = true;
    for (style, text) in pieces {
        for character in text.chars() {
            if character == '\n' {
                words.push((Vec::new(), true));
                after_space = true;
                continue;
            }
            if character == ' ' && !after_space {
                words.push((Vec::new(), false));
            }
            after_space = character == ' ';
            let (word, _) = words.last_mut().expect("there is always a last word");
            match word.last_mut() {
                Some((last, text)) if last == style => text.push(character),
                _ => word.push((*style, character.to_string())),
            }
        }
    }
    words
}

#[cfg(all(test, feature = "view"))]
mod tests {
    use super::{Style, flow};

    #[test]
    fn styled_text_breaks_between_words_and_not_between_styles() {
        let pieces = [
            (Style::Plain, "ab cd".to_owned()),
            (Style::Strong, "=ef".to_owned()),
            (Style::Plain, "\n ghijklmnop".to_owned()),
        ];
        let lines = flow(&pieces, 6, 5);
        let text = |line: &Vec<(Style, String)>| -> String {
            line.iter().map(|(_, text)| text.as_str()).collect()
        };
        let texts: Vec<String> = lines.iter().map(text).collect();
        assert_eq!(texts, ["ab", "cd=ef", "ghijk", "lmnop"]);
    }
}
