//! Macros that write a value down: `json!` and `doc!`.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse as _, ParseStream, Parser, Result};
use syn::{Expr, Ident, Token};

/// What stands between expressions, and the expressions.
pub(crate) enum Piece {
    /// Tokens that stay.
    Tokens(TokenStream),
    /// A key, which the macro converts: `key.into()`.
    Key(Expr),
    /// A value.
    Value(Expr),
    /// A nested list.
    Group(Group, Vec<Piece>),
}

/// The tokens of `json!`, which are a value.
pub(crate) fn value(tokens: TokenStream) -> Option<Vec<Piece>> {
    let read = |input: ParseStream<'_>| {
        let mut pieces = Vec::new();
        one(input, &mut pieces)?;
        Ok(pieces)
    };
    read.parse2(tokens).ok()
}

/// The tokens of `doc!`, which are the entries of an object.
pub(crate) fn entries(tokens: TokenStream) -> Option<Vec<Piece>> {
    object.parse2(tokens).ok()
}

fn object(input: ParseStream<'_>) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    while !input.is_empty() {
        pieces.push(Piece::Key(key(input)?));
        let colon: Token![:] = input.parse()?;
        pieces.push(Piece::Tokens(colon.into_token_stream()));
        one(input, &mut pieces)?;
        comma(input, &mut pieces)?;
    }
    Ok(pieces)
}

fn array(input: ParseStream<'_>) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    while !input.is_empty() {
        one(input, &mut pieces)?;
        comma(input, &mut pieces)?;
    }
    Ok(pieces)
}

fn comma(input: ParseStream<'_>, pieces: &mut Vec<Piece>) -> Result<()> {
    if !input.is_empty() {
        let comma: Token![,] = input.parse()?;
        pieces.push(Piece::Tokens(comma.into_token_stream()));
    }
    Ok(())
}

/// The tokens before the first `:` by itself; `::` belongs to a path.
fn key(input: ParseStream<'_>) -> Result<Expr> {
    let mut tokens = TokenStream::new();
    while !input.peek(Token![:]) || input.peek(Token![::]) {
        if input.peek(Token![::]) {
            tokens.extend(input.parse::<Token![::]>()?.into_token_stream());
            continue;
        }
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Expr::parse.parse2(tokens)
}

/// One value: a keyword, a nested list, or an expression.
fn one(input: ParseStream<'_>, pieces: &mut Vec<Piece>) -> Result<()> {
    let ahead = input.fork();
    let token: TokenTree = ahead.parse()?;
    let ends = ahead.is_empty() || ahead.peek(Token![,]);
    match token {
        TokenTree::Ident(word) if ends && is_keyword(&word) => {
            input.parse::<TokenTree>()?;
            pieces.push(Piece::Tokens(word.into_token_stream()));
        }
        TokenTree::Group(group)
            if matches!(group.delimiter(), Delimiter::Brace | Delimiter::Bracket) =>
        {
            // The macros take every such group for a list.
            if !ends {
                return Err(input.error("more than a list"));
            }
            input.parse::<TokenTree>()?;
            let inner = match group.delimiter() {
                Delimiter::Brace => object.parse2(group.stream())?,
                _ => array.parse2(group.stream())?,
            };
            pieces.push(Piece::Group(group, inner));
        }
        _ => pieces.push(Piece::Value(input.parse()?)),
    }
    Ok(())
}

fn is_keyword(word: &Ident) -> bool {
    word == "null" || word == "true" || word == "false"
}

/// Calls `each` with every expression, in the order of evaluation.
pub(crate) fn visit(pieces: &mut [Piece], each: &mut dyn FnMut(&mut Expr)) {
    for piece in pieces {
        match piece {
            Piece::Tokens(_) => {}
            Piece::Key(expr) | Piece::Value(expr) => each(expr),
            Piece::Group(_, inner) => visit(inner, each),
        }
    }
}

/// The tokens again.
pub(crate) fn print(pieces: &[Piece]) -> TokenStream {
    let mut tokens = TokenStream::new();
    for piece in pieces {
        match piece {
            Piece::Tokens(inner) => tokens.extend(inner.clone()),
            Piece::Key(expr) | Piece::Value(expr) => tokens.extend(closed(expr)),
            Piece::Group(group, inner) => {
                let mut printed = Group::new(group.delimiter(), print(inner));
                printed.set_span(group.span());
                tokens.extend([TokenTree::Group(printed)]);
            }
        }
    }
    tokens
}

/// An expression that nobody takes for a list.
fn closed(expr: &Expr) -> TokenStream {
    let tokens = expr.to_token_stream();
    match tokens.clone().into_iter().next() {
        Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::Parenthesis => {
            quote!((#tokens))
        }
        _ => tokens,
    }
}
