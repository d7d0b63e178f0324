//! The source text of tokens.

use proc_macro2::{Delimiter, LineColumn, Spacing, TokenStream, TokenTree};

/// Longer texts end in `…`.
const LIMIT: usize = 60;

/// The tokens as they stand in the source, with runs of whitespace as one space, none before a
/// `.` that continues a chain on the next line, and without comments.
///
/// Tokens know where they start and end, so whether two of them touch is seen from that. Tokens
/// that a macro made come from many places; between these, the kinds of the tokens decide.
pub fn text(tokens: TokenStream) -> String {
    let mut text = Text::default();
    text.stream(tokens);
    text.out
}

/// [`text`], shortened for people.
pub fn short_text(tokens: TokenStream) -> String {
    shorten(text(tokens))
}

/// Cuts a text at the limit.
pub fn shorten(text: String) -> String {
    match text.char_indices().nth(LIMIT - 1) {
        Some((end, _)) if text.chars().count() > LIMIT => format!("{}…", text[..end].trim_end()),
        _ => text,
    }
}

#[derive(Default)]
struct Text {
    out: String,
    /// The token before: where it ends, and how it is.
    before: Option<(LineColumn, Kind)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Open,
    Close,
    /// `.`, `?`, `,`, `;`, `:`, `!`, `&`: what one of its neighbours usually touches.
    Punct(char),
    /// A punctuation character that belongs together with the one after it.
    Joint,
}

impl Text {
    fn stream(&mut self, tokens: TokenStream) {
        for token in tokens {
            self.token(token);
        }
    }

    fn token(&mut self, token: TokenTree) {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => return self.stream(group.stream()),
                };
                // The spans of the delimiters alone are lost when a syntax tree is printed.
                let (start, end) = (group.span().start(), group.span().end());
                let beside = |place: LineColumn, column| LineColumn { column, ..place };
                self.put(open, start, beside(start, start.column + 1), Kind::Open);
                self.stream(group.stream());
                let close_start = beside(end, end.column.saturating_sub(1));
                self.put(close, close_start, end, Kind::Close);
            }
            TokenTree::Punct(punct) => {
                let kind = match punct.spacing() {
                    Spacing::Joint => Kind::Joint,
                    Spacing::Alone => Kind::Punct(punct.as_char()),
                };
                let span = punct.span();
                let text = punct.as_char().to_string();
                self.put(&text, span.start(), span.end(), kind);
            }
            other => {
                let span = other.span();
                self.put(&other.to_string(), span.start(), span.end(), Kind::Word);
            }
        }
    }

    fn put(&mut self, token: &str, start: LineColumn, to: LineColumn, kind: Kind) {
        if let Some((end, before)) = self.before
            && is_apart(end, before, start, kind, token)
        {
            self.out.push(' ');
        }
        self.out.push_str(token);
        self.before = Some((to, kind));
    }
}

/// Whether a space stands between two tokens.
fn is_apart(end: LineColumn, before: Kind, start: LineColumn, kind: Kind, token: &str) -> bool {
    if token == "." && before != Kind::Punct('.') {
        return false;
    }
    if end < start {
        return !(before == Kind::Open || kind == Kind::Close) || end.line == start.line;
    }
    if end == start {
        return false;
    }
    // The positions are of no use: the tokens come from different places.
    match (before, kind) {
        (Kind::Joint | Kind::Open, _) | (_, Kind::Close) => false,
        (Kind::Word, Kind::Open) => token == "{",
        (Kind::Punct('.' | '&' | ':' | '!' | '?'), _) => false,
        (_, Kind::Punct('.' | ',' | ';' | ':' | '?' | '!')) => false,
        _ => true,
    }
}
