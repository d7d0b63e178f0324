//! How deep the tokens are nested.
//!
//! An attribute cannot make its stack larger, and it, and rustc after it, go down as deep as the
//! source does: a function that is nested too deep would crash rustc, without a word.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Error, Result};

/// How deep groups may be nested: rustc's own limit for macros. Half as much again is what rustc
/// was seen to bear, with this crate compiled without optimisation, on a stack of 8 MiB.
const LIMIT: usize = 128;

/// What a group weighs, in parts of what it takes on the stack.
const GROUP: usize = 16;

/// An error for tokens that are nested too deep.
pub(crate) fn check(tokens: TokenStream) -> Result<()> {
    let mut levels = vec![Level::new(tokens, 0)];
    while let Some(level) = levels.last_mut() {
        let Some(token) = level.tokens.next() else {
            levels.pop();
            continue;
        };
        level.pass(&token);
        let weight = level.weight();
        if weight > LIMIT * GROUP {
            return Err(Error::new(token.span(), message()));
        }
        if let TokenTree::Group(group) = token {
            levels.push(Level::new(group.stream(), weight));
        }
    }
    Ok(())
}

fn message() -> String {
    format!(
        "this is nested more than {LIMIT} deep, and rustc gives an attribute no more stack: move \
         a part into a function of its own, or remove #[visualize_future]"
    )
}

/// What stands between the same two brackets.
struct Level {
    tokens: proc_macro2::token_stream::IntoIter,
    outside: usize,
    /// `<` that may be open.
    angles: usize,
    /// The operators in a row: `&&&x`.
    row: usize,
    /// What nests without brackets: `else if … else if …`, `a.b().c()`, `a + b + c`.
    chain: usize,
    /// Whether a block has just ended, behind which another statement may begin.
    behind_block: bool,
}

impl Level {
    fn new(tokens: TokenStream, outside: usize) -> Level {
        Level {
            tokens: tokens.into_iter(),
            outside,
            angles: 0,
            row: 0,
            chain: 0,
            behind_block: false,
        }
    }

    fn pass(&mut self, token: &TokenTree) {
        let behind_block = std::mem::take(&mut self.behind_block);
        let TokenTree::Punct(punct) = token else {
            let is_else = matches!(token, TokenTree::Ident(word) if word == "else");
            if behind_block && !is_else {
                self.chain = 0;
            }
            self.row = 0;
            self.chain += usize::from(is_else);
            self.behind_block =
                matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
            return;
        };
        self.row += 1;
        self.chain += 1;
        match punct.as_char() {
            '<' => self.angles += 1,
            '>' => self.angles = self.angles.saturating_sub(1),
            ';' => (self.angles, self.row, self.chain) = (0, 0, 0),
            // An attribute, behind which another element, field or statement begins.
            ',' | '#' => (self.row, self.chain) = (0, 0),
            _ => {}
        }
    }

    fn weight(&self) -> usize {
        self.outside + (1 + self.angles + self.row) * GROUP + self.chain
    }
}

#[cfg(test)]
mod tests {
    use super::{LIMIT, check};

    fn of(before: &str, inside: &str, behind: &str, count: usize) -> bool {
        let source = format!("{}{inside}{}", before.repeat(count), behind.repeat(count));
        check(source.parse().expect("the source is tokens")).is_ok()
    }

    #[test]
    fn what_is_nested_too_deep_is_refused() {
        for (before, inside, behind) in [
            ("(", "1", ")"),
            ("if a {", "", "}"),
            ("Vec<", "u8", ">"),
            ("&", "x", ""),
            ("||", "x", ""),
            ("a.b(", "", ").c()"),
        ] {
            assert!(of(before, inside, behind, LIMIT / 3), "{before}");
            assert!(!of(before, inside, behind, LIMIT + 1), "{before}");
        }
    }

    #[test]
    fn what_nests_without_brackets_may_be_longer() {
        for part in ["if a {} else ", "a + ", "a?.b()"] {
            assert!(of(part, "{}", "", LIMIT * 5), "{part}");
            assert!(!of(part, "{}", "", LIMIT * 100), "{part}");
        }
    }

    #[test]
    fn what_stands_side_by_side_may_be_long() {
        for part in [
            "a.b().await;",
            "a: B<C>,",
            "if a.b {}",
            "a::B => {}",
            "#[a]",
        ] {
            assert!(of(part, "", "", LIMIT * 200), "{part}");
        }
    }
}
