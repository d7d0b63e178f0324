//! What the lowering is given.

use std::fmt;

use proc_macro2::{Delimiter, TokenStream};
use quote::quote;

use crate::corpus::is_word;
use crate::token::{self, Token};

/// An attribute and what it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// What stands in the attribute's parentheses.
    pub args: Vec<Token>,
    /// The item.
    pub item: Vec<Token>,
    /// Where it stands.
    pub place: Place,
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a module.
    Module,
    /// In an `impl`.
    Impl,
    /// In a trait.
    Trait,
}

impl Place {
    /// Where a function can stand.
    pub fn of(item: &[Token]) -> Place {
        let has_self = item.iter().any(|token| match token {
            Token::Group(Delimiter::Parenthesis, inside) => {
                inside.iter().take(8).any(|token| is_word(token, "self"))
            }
            _ => false,
        });
        match item.last() {
            Some(Token::Punct(';', _)) => Place::Trait,
            _ if has_self => Place::Impl,
            _ => Place::Module,
        }
    }

    /// Its name in a file.
    pub fn name(self) -> &'static str {
        match self {
            Place::Module => "module",
            Place::Impl => "impl",
            Place::Trait => "trait",
        }
    }

    /// Items that stand there, as one.
    pub fn around(self, items: TokenStream) -> TokenStream {
        match self {
            Place::Module => quote!(mod m { #items }),
            Place::Impl => quote!(impl X { #items }),
            Place::Trait => quote!(trait X { #items }),
        }
    }
}

impl Input {
    /// From the text of a file.
    pub fn of_text(text: &str) -> Option<Input> {
        let line = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_default().trim()
        };
        let places = [Place::Module, Place::Impl, Place::Trait];
        let named = line("// place:");
        Some(Input {
            args: token::of_text(line("// args:"))?,
            item: token::of_text(text)?,
            place: places.into_iter().find(|place| place.name() == named)?,
        })
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let args = token::to_text(&self.args).replace('\n', " ");
        writeln!(f, "// place: {}", self.place.name())?;
        writeln!(f, "// args: {}", args.trim())?;
        writeln!(f, "{}", token::to_text(&self.item).trim())
    }
}
