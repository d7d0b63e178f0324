//! Macros whose tokens we understand: their arguments are expressions.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, LitStr, Token};

/// How a macro uses its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Format arguments behind that many other arguments.
    Format(usize),
    /// Every argument is borrowed or compared, with format arguments behind the given number.
    Borrow(usize),
    /// Every argument is used as a value.
    Value,
    /// No argument mentions a local.
    Opaque,
}

/// The style of a macro of the standard library, by its name.
pub(crate) fn style(path: &syn::Path) -> Option<Style> {
    Some(match path.segments.last()?.ident.to_string().as_str() {
        "print" | "println" | "eprint" | "eprintln" | "format" | "panic" | "todo"
        | "unimplemented" | "unreachable" => Style::Format(0),
        "write" | "writeln" | "assert" | "debug_assert" => Style::Format(1),
        "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => Style::Borrow(2),
        "vec" | "dbg" => Style::Value,
        "concat" | "stringify" | "env" | "option_env" | "include_str" | "include_bytes"
        | "line" | "column" | "file" | "module_path" | "cfg" => Style::Opaque,
        _ => return None,
    })
}

/// The arguments of a macro.
pub(crate) struct Arguments {
    pub(crate) list: Vec<Argument>,
    /// `vec![x; n]`.
    repeat: bool,
}

/// One argument, with its name if it has one.
pub(crate) struct Argument {
    pub(crate) name: Option<Ident>,
    pub(crate) expr: Expr,
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = if input.peek(syn::Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]) {
            let name = input.parse()?;
            input.parse::<Token![=]>()?;
            Some(name)
        } else {
            None
        };
        Ok(Argument {
            name,
            expr: input.parse()?,
        })
    }
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Ok(Arguments {
                list: Vec::new(),
                repeat: false,
            });
        }
        let first: Argument = input.parse()?;
        if input.peek(Token![;]) {
            input.parse::<Token![;]>()?;
            let length = Argument {
                name: None,
                expr: input.parse()?,
            };
            return Ok(Arguments {
                list: vec![first, length],
                repeat: true,
            });
        }
        let mut list = vec![first];
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
            list.extend(Punctuated::<Argument, Token![,]>::parse_terminated(input)?);
        }
        Ok(Arguments {
            list,
            repeat: false,
        })
    }
}

impl ToTokens for Arguments {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let [value, length] = &self.list[..]
            && self.repeat
        {
            let (value, length) = (&value.expr, &length.expr);
            tokens.extend(quote!(#value; #length));
            return;
        }
        for (index, Argument { name, expr }) in self.list.iter().enumerate() {
            if index > 0 {
                tokens.extend(quote!(,));
            }
            match name {
                Some(name) => tokens.extend(quote!(#name = #expr)),
                None => tokens.extend(quote!(#expr)),
            }
        }
    }
}

/// The variables that a format string captures by name: `{x}`, `{x:?}`, `{:width$}`.
pub(crate) fn captured(format: &LitStr) -> Vec<Ident> {
    let text = format.value();
    let mut names = Vec::new();
    let mut rest = text.as_str();
    while let Some(open) = rest.find('{') {
        rest = &rest[open + 1..];
        if let Some(escaped) = rest.strip_prefix('{') {
            rest = escaped;
            continue;
        }
        let Some(close) = rest.find('}') else { break };
        let (name, spec) = rest[..close]
            .split_once(':')
            .unwrap_or((&rest[..close], ""));
        names.push(name.trim());
        // `{:width$.precision$}`
        for part in spec.split('$').rev().skip(1) {
            let start = part
                .rfind(|c: char| !(c.is_alphanumeric() || c == '_'))
                .map_or(0, |at| {
                    at + part[at..].chars().next().map_or(1, char::len_utf8)
                });
            names.push(&part[start..]);
        }
        rest = &rest[close + 1..];
    }
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .filter_map(|name| identifier(name, format.span()))
        .collect()
}

fn identifier(name: &str, span: Span) -> Option<Ident> {
    let mut ident = syn::parse_str::<Ident>(name).ok()?;
    ident.set_span(span);
    Some(ident)
}

/// Every identifier among tokens, and every name captured by a string literal among them.
pub(crate) fn identifiers(tokens: TokenStream, each: &mut dyn FnMut(&Ident)) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => identifiers(group.stream(), each),
            TokenTree::Ident(ident) => each(&ident),
            TokenTree::Literal(literal) => {
                if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                    captured(&text).iter().for_each(&mut *each);
                }
            }
            TokenTree::Punct(_) => {}
        }
    }
}
