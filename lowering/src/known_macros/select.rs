//! `select!`, of tokio and of futures.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Expr, Ident, Macro, Pat, Result, Token};

use super::{mark_expr, mark_future, side_by_side};
use crate::suspend::Numbers;

/// `pattern = future, if condition => handler`, or `else => handler`.
struct Branch {
    head: Head,
    arrow: Token![=>],
    handler: Expr,
    comma: Option<Token![,]>,
}

enum Head {
    Future {
        pat: Box<Pat>,
        eq: Token![=],
        future: Box<Expr>,
        condition: Option<(Token![,], Token![if], Box<Expr>)>,
    },
    /// `else`, `default`, `complete`.
    Word(Ident),
}

/// Numbers and marks: one suspension point, at the macro's name, for the branches, and those of
/// the handlers.
pub(super) fn mark(mac: &Macro, numbers: &mut Numbers) -> Option<TokenStream> {
    let read = |input: ParseStream<'_>| {
        let biased = biased(input)?;
        let mut branches = Vec::new();
        while !input.is_empty() {
            branches.push(input.parse::<Branch>()?);
        }
        Ok((biased, branches))
    };
    let (biased, mut branches) = read.parse2(mac.tokens.clone()).ok()?;
    let futures = branches.iter().filter_map(|branch| match &branch.head {
        Head::Future { future, .. } => Some(&**future),
        Head::Word(_) => None,
    });
    let number = side_by_side(mac, numbers, futures);
    for branch in &mut branches {
        if let Head::Future {
            future, condition, ..
        } = &mut branch.head
        {
            mark_expr(future, numbers);
            mark_future(future, number, &numbers.rt);
            if let Some((_, _, condition)) = condition {
                mark_expr(condition, numbers);
            }
        }
        mark_expr(&mut branch.handler, numbers);
    }
    Some(quote_spanned!(crate::emit::site()=> #biased #(#branches)*))
}

/// `biased;`, at the start.
pub(super) fn biased(input: ParseStream<'_>) -> Result<Option<TokenStream>> {
    if !(input.peek(Ident) && input.peek2(Token![;])) {
        return Ok(None);
    }
    let word: Ident = input.parse()?;
    let semi: Token![;] = input.parse()?;
    Ok(Some(quote_spanned!(semi.span=> #word #semi)))
}

impl Parse for Branch {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let head = if input.peek(Ident::peek_any) && input.peek2(Token![=>]) {
            Head::Word(input.call(Ident::parse_any)?)
        } else {
            Head::Future {
                pat: Box::new(Pat::parse_multi_with_leading_vert(input)?),
                eq: input.parse()?,
                future: Box::new(input.parse()?),
                condition: match input.peek(Token![,]) {
                    true => Some((input.parse()?, input.parse()?, Box::new(input.parse()?))),
                    false => None,
                },
            }
        };
        let arrow = input.parse()?;
        let handler = Expr::parse_with_earlier_boundary_rule(input)?;
        let comma = input.parse()?;
        Ok(Branch {
            head,
            arrow,
            handler,
            comma,
        })
    }
}

impl ToTokens for Branch {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.head {
            Head::Future {
                pat,
                eq,
                future,
                condition,
            } => {
                pat.to_tokens(tokens);
                eq.to_tokens(tokens);
                future.to_tokens(tokens);
                if let Some((comma, word, condition)) = condition {
                    comma.to_tokens(tokens);
                    word.to_tokens(tokens);
                    condition.to_tokens(tokens);
                }
            }
            Head::Word(word) => word.to_tokens(tokens),
        }
        self.arrow.to_tokens(tokens);
        self.handler.to_tokens(tokens);
        self.comma.to_tokens(tokens);
    }
}
