//! Levels, and the arguments `ret` and `err`.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::{Error, Expr, Ident, Lit, Result, Token, parenthesized};

use super::{span_of, value};

/// A level of `tracing`.
#[derive(Clone)]
pub enum Level {
    /// By name or number: `"debug"`, `2`.
    Known(&'static str),
    /// By path: `Level::DEBUG`.
    Path(syn::Path),
}

/// An event about what the function returns.
#[derive(Clone, Default)]
pub struct Event {
    /// Its level, if it is given.
    pub level: Option<Level>,
    /// How the value is written, if that is given.
    pub format: Option<Format>,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// By `Debug`.
    Debug,
    /// By `Display`.
    Display,
}

impl Level {
    /// The level as an expression.
    pub fn tokens(&self, rt: &TokenStream) -> TokenStream {
        match self {
            Level::Known(name) => {
                let site = crate::emit::site();
                let name = Ident::new(name, site);
                quote_spanned!(site=> #rt::tracing::Level::#name)
            }
            Level::Path(path) => path.to_token_stream(),
        }
    }
}

impl Parse for Level {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let level: Expr = input.parse()?;
        let known = match &level {
            Expr::Path(path) => return Ok(Level::Path(path.path.clone())),
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(name) => by_name(&name.value().to_ascii_lowercase()),
                Lit::Int(number) => by_name(number.base10_digits()),
                _ => None,
            },
            _ => None,
        };
        known.map(Level::Known).ok_or_else(|| {
            Error::new(
                span_of(&level),
                "a level is \"trace\", \"debug\", \"info\", \"warn\" or \"error\", a number from 1 \
                 (trace) to 5 (error), or a path such as `Level::DEBUG`",
            )
        })
    }
}

fn by_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "trace" | "1" => "TRACE",
        "debug" | "2" => "DEBUG",
        "info" | "3" => "INFO",
        "warn" | "4" => "WARN",
        "error" | "5" => "ERROR",
        _ => return None,
    })
}

impl Parse for Event {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut event = Event::default();
        if !input.peek(syn::token::Paren) {
            return Ok(event);
        }
        let content;
        parenthesized!(content in input);
        while !content.is_empty() {
            let name: Ident = content.parse()?;
            match name.to_string().as_str() {
                "level" if event.level.is_none() => event.level = Some(value(&content)?),
                "Debug" if event.format.is_none() => event.format = Some(Format::Debug),
                "Display" if event.format.is_none() => event.format = Some(Format::Display),
                _ => {
                    return Err(Error::new(
                        name.span(),
                        "expected `level = …`, and `Debug` or `Display`, each at most once",
                    ));
                }
            }
            if !content.is_empty() {
                content.parse::<Token![,]>()?;
            }
        }
        Ok(event)
    }
}
