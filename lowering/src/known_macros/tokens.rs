//! Awaits among tokens that are no list of expressions.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote_spanned;

use crate::suspend::Numbers;

/// Whether an await stands anywhere among the tokens, or a macro that awaits.
pub(super) fn has_await(tokens: &TokenStream) -> bool {
    let mut tokens = tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let found = match token {
            TokenTree::Ident(ident) if ident == "await" => true,
            TokenTree::Ident(ident) => {
                is_punct(tokens.peek(), '!') && super::awaits(&ident.to_string())
            }
            TokenTree::Group(group) => has_await(&group.stream()),
            _ => false,
        };
        if found {
            return true;
        }
    }
    false
}

/// Numbers the awaits among the tokens and marks each by a method call before it, which needs no
/// knowledge of where the awaited expression begins.
pub(super) fn mark(tokens: TokenStream, numbers: &mut Numbers) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out: Vec<TokenTree> = Vec::with_capacity(tokens.len());
    // Where, among what is out, the expression under way may begin.
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(ident) if ident == "await" && is_punct(out.last(), '.') => {
                let dot = out.pop();
                let awaitee = out[start..].iter().cloned().collect();
                let number = numbers.add_await(ident.span(), awaitee);
                let state = crate::emit::state_literal(number);
                let site = crate::emit::site().located_at(ident.span());
                let mark = quote_spanned!(site=> .__visualize_future_mark::<#state>());
                numbers.postfix = true;
                out.extend(mark);
                out.extend(dot);
                out.push(token.clone());
            }
            TokenTree::Group(group) if !is_other_body(&tokens[..at]) => {
                let mut marked = Group::new(group.delimiter(), mark(group.stream(), numbers));
                marked.set_span(group.span());
                out.push(marked.into());
                if group.delimiter() == Delimiter::Brace {
                    start = out.len();
                }
            }
            TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';' | '=') => {
                out.push(token.clone());
                start = out.len();
            }
            _ => out.push(token.clone()),
        }
    }
    out.into_iter().collect()
}

fn is_punct(token: Option<&TokenTree>, char: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == char)
}

/// Whether a group behind these tokens is the body of an `async` block, or the tokens of another
/// macro.
fn is_other_body(before: &[TokenTree]) -> bool {
    let is_word = |token: Option<&TokenTree>, word: &str| matches!(token, Some(TokenTree::Ident(ident)) if ident == word);
    let mut before = before.iter().rev();
    let last = before.next();
    is_word(last, "async")
        || (is_word(last, "move") && is_word(before.next(), "async"))
        || is_punct(last, '!')
        || is_punct(last, '|')
}
