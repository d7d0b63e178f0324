//! Hygiene in print: a local that a pattern binds, and the field of that name.
//!
//! `Some(key) => { let key = key.init(key); …` has the user's `key` in it, which the pattern
//! binds, and the expansion's, which is its place in the machine. The compiler keeps them apart;
//! in print, the user's is `user_key` in statements in which both are mentioned.
//!
//! To tell them apart here, the user's are raw identifiers while the function is expanded.

use std::collections::BTreeSet;

use proc_macro2::{Group, Ident, Literal, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Pat, PatIdent};

/// The names that patterns bind, but for those of plain `let` statements, of parameters, and of
/// what a format string captures, where no raw identifier can stand.
pub(crate) fn bound_by_patterns(function: &syn::ItemFn) -> BTreeSet<String> {
    struct Bound(BTreeSet<String>);
    impl Visit<'_> for Bound {
        fn visit_local(&mut self, local: &syn::Local) {
            match &local.pat {
                Pat::Ident(_) | Pat::Type(_) => {}
                pat => self.visit_pat(pat),
            }
            if let Some(init) = &local.init {
                self.visit_local_init(init);
            }
        }
        fn visit_pat_ident(&mut self, pat: &PatIdent) {
            self.0.insert(pat.ident.to_string());
            visit::visit_pat_ident(self, pat);
        }
    }
    let mut bound = Bound(BTreeSet::new());
    bound.visit_block(&function.block);
    let source = quote::ToTokens::to_token_stream(&function.block).to_string();
    bound
        .0
        .retain(|name| !source.contains(&format!("{{{name}")));
    bound.0
}

/// With those names as raw identifiers.
pub(crate) fn raw(tokens: TokenStream, names: &BTreeSet<String>) -> TokenStream {
    each(tokens, &|token| match token {
        TokenTree::Ident(ident) if names.contains(&ident.to_string()) => {
            Ident::new_raw(&ident.to_string(), ident.span()).into()
        }
        token => token,
    })
}

/// With the raw identifiers as names that do not clash.
pub(crate) fn apart(tokens: TokenStream, names: &BTreeSet<String>) -> TokenStream {
    let mut out = TokenStream::new();
    let mut statement = TokenStream::new();
    for token in tokens {
        let ends = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';');
        let token = match token {
            // The body of the function, and items inside it: in each, statement by statement.
            TokenTree::Group(group)
                if group.delimiter() == proc_macro2::Delimiter::Brace
                    && statement_is_item(&statement) =>
            {
                let inner = apart(group.stream(), names);
                Group::new(group.delimiter(), inner).into()
            }
            token => token,
        };
        statement.extend([token]);
        if ends {
            out.extend(named(std::mem::take(&mut statement), names));
        }
    }
    out.extend(named(statement, names));
    out
}

/// Whether these tokens begin a function.
fn statement_is_item(tokens: &TokenStream) -> bool {
    let mut tokens = tokens.clone().into_iter();
    tokens.any(|token| token.to_string() == "fn")
}

fn named(statement: TokenStream, names: &BTreeSet<String>) -> TokenStream {
    let mentioned = idents(statement.clone());
    each(statement, &|token| match token {
        TokenTree::Ident(ident) => {
            let text = ident.to_string();
            match text.strip_prefix("r#").filter(|name| names.contains(*name)) {
                Some(name) if mentioned.contains(name) => {
                    Ident::new(&format!("user_{name}"), ident.span()).into()
                }
                Some(name) => Ident::new(name, ident.span()).into(),
                None => ident.into(),
            }
        }
        // The source text of what is awaited.
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            let plain = names.iter().fold(text.clone(), |text, name| {
                text.replace(&format!("r#{name}"), name)
            });
            match plain == text {
                true => literal.into(),
                false => plain.parse::<Literal>().expect("a literal still").into(),
            }
        }
        token => token,
    })
}

fn idents(tokens: TokenStream) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => found.extend(idents(group.stream())),
            TokenTree::Ident(ident) => drop(found.insert(ident.to_string())),
            _ => {}
        }
    }
    found
}

fn each(tokens: TokenStream, change: &impl Fn(TokenTree) -> TokenTree) -> TokenStream {
    let change_one = |token| match token {
        TokenTree::Group(group) => {
            Group::new(group.delimiter(), each(group.stream(), change)).into()
        }
        token => change(token),
    };
    tokens.into_iter().map(change_one).collect()
}
