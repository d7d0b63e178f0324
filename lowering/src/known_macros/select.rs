//! `select!`, of tokio and of futures.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Expr, Ident, Macro, Pat, Result, Token};

use super::{mark_expr, mark_future, side_by_side};
use crate::suspend::Numbers;

/// The tokens of `select!`.
pub(crate) struct Select {
    biased: Option<TokenStream>,
    pub(crate) branches: Vec<Branch>,
}

/// `pattern = future, if condition => handler`, or `else => handler`.
pub(crate) struct Branch {
    pub(crate) head: Head,
    arrow: Token![=>],
    pub(crate) handler: Expr,
    comma: Option<Token![,]>,
}

pub(crate) enum Head {
    Future {
        pat: Box<Pat>,
        eq: Token![=],
        future: Box<Expr>,
        condition: Option<(Token![,], Token![if], Box<Expr>)>,
    },
    /// `else`, `default`, `complete`.
    Word(Ident),
}

/// Reads its tokens.
pub(super) fn parse(mac: &Macro) -> Option<Select> {
    let read = |input: ParseStream<'_>| {
        let biased = biased(input)?;
        let mut branches = Vec::new();
        while !input.is_empty() {
            branches.push(input.parse::<Branch>()?);
        }
        Ok(Select { biased, branches })
    };
    read.parse2(mac.tokens.clone()).ok()
}

/// Numbers and marks: one suspension point, at the macro's name, for the branches, and those of
/// the handlers.
pub(super) fn mark(mac: &Macro, numbers: &mut Numbers) -> Option<TokenStream> {
    let mut select = parse(mac)?;
    let futures = select
        .branches
        .iter()
        .filter_map(|branch| match &branch.head {
            Head::Future { future, .. } => Some(&**future),
            Head::Word(_) => None,
        });
    let number = side_by_side(mac, numbers, futures);
    let moves = select.moves(mac);
    for branch in &mut select.branches {
        if let Head::Future {
            future, condition, ..
        } = &mut branch.head
        {
            mark_expr(future, numbers);
            // A future by its name may be borrowed only; a mark would move it.
            if moves == Some(true) || !matches!(**future, Expr::Path(_)) {
                mark_future(future, number, &numbers.rt);
            }
            if let Some((_, _, condition)) = condition {
                mark_expr(condition, numbers);
            }
        }
        mark_expr(&mut branch.handler, numbers);
    }
    Some(select.into_token_stream())
}

impl Select {
    /// Whether a future given by its name is moved, as by tokio's macro, or only borrowed, as by
    /// that of `futures`; none if that cannot be told.
    pub(crate) fn moves(&self, mac: &Macro) -> Option<bool> {
        let mut path = mac
            .path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string());
        let first = path.next()?;
        let words = || {
            self.branches
                .iter()
                .filter_map(|branch| match &branch.head {
                    Head::Word(word) => Some(word),
                    Head::Future { .. } => None,
                })
        };
        let conditions = |branch: &Branch| {
            matches!(
                &branch.head,
                Head::Future {
                    condition: Some(_),
                    ..
                }
            )
        };
        if first == "futures" || first == "futures_util" || super::name(mac) == "select_biased" {
            Some(false)
        } else if first == "tokio"
            || self.biased.is_some()
            || self.branches.iter().any(conditions)
            || words().any(|word| word == "else")
        {
            Some(true)
        } else if words().next().is_some() {
            Some(false)
        } else {
            None
        }
    }
}

impl Branch {
    /// Calls `each` with every expression, in the order in which they stand.
    pub(crate) fn each(&mut self, mut each: impl FnMut(&mut Expr)) {
        if let Head::Future {
            future, condition, ..
        } = &mut self.head
        {
            each(future);
            if let Some((_, _, condition)) = condition {
                each(condition);
            }
        }
        each(&mut self.handler);
    }
}

impl ToTokens for Select {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Select { biased, branches } = self;
        tokens.extend(quote_spanned!(crate::emit::site()=> #biased #(#branches)*));
    }
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
