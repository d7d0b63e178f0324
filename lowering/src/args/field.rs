//! The fields of the span, in the grammar of `tracing`.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Expr, Ident, LitStr, Result, Token};

use super::Format;

/// One of `fields(…)`.
#[derive(Clone)]
pub struct Field {
    /// Its name, such as `http.status`.
    pub name: String,
    /// What is recorded.
    pub value: FieldValue,
}

/// What is recorded in a field.
#[derive(Clone)]
pub enum FieldValue {
    /// Nothing yet: the body records it.
    Empty,
    /// A value, as it is or by a trait.
    Of(Box<Expr>, Option<Format>),
}

impl Field {
    pub(super) fn parse(input: ParseStream<'_>) -> Result<Self> {
        if let Some(format) = sigil(input)? {
            let expr: Expr = input.call(place)?;
            return Ok(Field {
                name: compact(&expr),
                value: FieldValue::Of(Box::new(expr), Some(format)),
            });
        }
        if input.peek(LitStr) {
            let name = input.parse::<LitStr>()?.value();
            input.parse::<Token![=]>()?;
            return Ok(Field {
                name,
                value: value(input)?,
            });
        }
        let name = dotted(input)?;
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            value(input)?
        } else {
            // As `tracing` has it, `fields(name)` declares a field for later.
            FieldValue::Empty
        };
        Ok(Field { name, value })
    }

    /// The value as an expression of a type that implements `tracing::Value`, by reference;
    /// none if there is nothing to record yet.
    pub fn tokens(&self, rt: &TokenStream) -> Option<TokenStream> {
        let FieldValue::Of(expr, format) = &self.value else {
            return None;
        };
        let site = crate::emit::site();
        Some(match format {
            None => quote_spanned!(site=> &(#expr)),
            Some(Format::Debug) => quote_spanned!(site=> &#rt::tracing::field::debug(&(#expr))),
            Some(Format::Display) => quote_spanned!(site=> &#rt::tracing::field::display(&(#expr))),
        })
    }
}

fn value(input: ParseStream<'_>) -> Result<FieldValue> {
    let format = sigil(input)?;
    Ok(FieldValue::Of(Box::new(input.parse()?), format))
}

fn sigil(input: ParseStream<'_>) -> Result<Option<Format>> {
    if input.parse::<Option<Token![?]>>()?.is_some() {
        Ok(Some(Format::Debug))
    } else if input.parse::<Option<Token![%]>>()?.is_some() {
        Ok(Some(Format::Display))
    } else {
        Ok(None)
    }
}

/// `a.b.c` as a name.
fn dotted(input: ParseStream<'_>) -> Result<String> {
    let mut name = Ident::parse_any(input)?.unraw().to_string();
    while input.parse::<Option<Token![.]>>()?.is_some() {
        name.push('.');
        name.push_str(&Ident::parse_any(input)?.unraw().to_string());
    }
    Ok(name)
}

/// `a.b.c` as an expression.
fn place(input: ParseStream<'_>) -> Result<Expr> {
    let start = input.parse::<Ident>().or_else(|_| {
        input
            .parse::<Token![self]>()
            .map(|token| Ident::new("self", token.span))
    })?;
    let mut expr: Expr = syn::parse_quote!(#start);
    while input.parse::<Option<Token![.]>>()?.is_some() {
        let member: syn::Member = input.parse()?;
        expr = syn::parse_quote!(#expr.#member);
    }
    Ok(expr)
}

fn compact(expr: &Expr) -> String {
    crate::source::text(quote::ToTokens::to_token_stream(expr))
}
