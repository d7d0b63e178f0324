//! What the attribute writes, in print.
//!
//! The print differs from the tokens in what makes it readable and lets it compile as a file:
//! - paths into the crate are imported at its head, instead of `::visualize_future::…` at each;
//! - the expansion's name for the runtime's hidden module is that of the module;
//! - what describes the machine stands behind the function, instead of at its beginning: what
//!   differs most from function to function comes first;
//! - locations name the file of the function;
//! - long lists of words fill their lines.
//!
//! Hygiene does not show in print, and a file has none: see [`hygiene`](super::hygiene) for the
//! one place where it matters. Of other names, those of the function and of the expansion must
//! not clash.

use std::collections::BTreeSet;

use crate::hygiene;
use proc_macro2::{Group, Ident, Literal, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, File, ImplItem, Item, Stmt};

/// The expansion of the function under the attribute in `source`, the text of `NAME.rs`.
pub(crate) fn expansion(name: &str, source: &str, lowering: &str) -> String {
    // As tokens of the whole file, so that locations are those in the file.
    let tokens: TokenStream = source.parse().expect("the source is tokens");
    let mut file: File = syn::parse2(tokens).expect("the source is Rust");
    let mut imports = BTreeSet::new();
    let mut expanded = 0;
    let mut expand = |function: TokenStream| {
        expanded += 1;
        expanded_function(name, function, lowering, &mut imports)
    };
    for item in &mut file.items {
        match item {
            Item::Fn(function) if function.attrs.iter().any(is_ours) => {
                *item = parsed(expand(function.to_token_stream()));
            }
            Item::Impl(block) => {
                for item in &mut block.items {
                    if let ImplItem::Fn(method) = item
                        && method.attrs.iter().any(is_ours)
                    {
                        *item = parsed(expand(method.to_token_stream()));
                    }
                }
            }
            _ => {}
        }
    }
    assert_eq!(expanded, 1, "one function has the attribute");
    put_description_behind(&mut file);
    let imports: Vec<String> = imports.into_iter().collect();
    let imports = format!("use visualize_future::{{{}}};", imports.join(", "));
    let imports = syn::parse_str(&imports).expect("the names are of items");
    file.items.insert(0, imports);
    filled(&prettyplease::unparse(&file))
}

/// The expansion of one function under the attribute.
fn expanded_function(
    name: &str,
    function: TokenStream,
    lowering: &str,
    imports: &mut BTreeSet<String>,
) -> TokenStream {
    let mut function: syn::ItemFn = parsed(function);
    let at = function.attrs.iter().position(is_ours);
    let attribute = function.attrs.remove(at.expect("it has the attribute"));
    let arguments = match &attribute.meta {
        syn::Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    };
    let arguments = format!("lowering = \"{lowering}\", {arguments}");
    let arguments = arguments.parse().expect("arguments are tokens");
    let bound = hygiene::bound_by_patterns(&function);
    let item = hygiene::raw(function.into_token_stream(), &bound);
    let tokens = visualize_future_lowering::expand(arguments, item);
    short(hygiene::apart(tokens, &bound), name, imports)
}

fn parsed<T: syn::parse::Parse>(tokens: TokenStream) -> T {
    syn::parse2(tokens).expect("this is Rust")
}

fn is_ours(attribute: &Attribute) -> bool {
    attribute.path().is_ident("visualize_future")
}

/// Without `::visualize_future::` before names, which are collected for the import.
fn short(tokens: TokenStream, name: &str, imports: &mut BTreeSet<String>) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |at: usize, text: &str| {
        tokens
            .get(at)
            .is_some_and(|token| token.to_string() == text)
    };
    let mut out = TokenStream::new();
    let mut at = 0;
    while at < tokens.len() {
        let colons = |at| is(at, ":") && is(at + 1, ":");
        if colons(at) && is(at + 2, "visualize_future") && colons(at + 3) {
            at += 5;
            imports.extend(tokens.get(at).map(ToString::to_string));
        }
        out.extend([match &tokens[at] {
            TokenTree::Ident(ident) if ident == "__visualize_future" => {
                imports.insert("rt".to_owned());
                Ident::new("rt", ident.span()).into()
            }
            TokenTree::Group(group) => {
                let inner = short(group.stream(), name, imports);
                Group::new(group.delimiter(), inner).into()
            }
            TokenTree::Literal(literal) if literal.to_string().starts_with("\"<parsed string") => {
                Literal::string(&format!("{name}.rs")).into()
            }
            other => other.clone(),
        }]);
        at += 1;
    }
    out
}

fn put_description_behind(file: &mut File) {
    let mut description = Vec::new();
    let mut take_from = |block: &mut syn::Block| {
        block.stmts.retain(|stmt| match stmt {
            Stmt::Item(Item::Use(_)) => false,
            Stmt::Item(item) if describes(item) => {
                description.push(item.clone());
                false
            }
            _ => true,
        });
    };
    for item in &mut file.items {
        match item {
            Item::Fn(function) => take_from(&mut function.block),
            Item::Impl(block) => {
                for item in &mut block.items {
                    if let ImplItem::Fn(method) = item {
                        take_from(&mut method.block);
                    }
                }
            }
            _ => {}
        }
    }
    file.items.extend(description);
}

fn describes(item: &Item) -> bool {
    let named = |name: &str| name.starts_with("__") || name == "_";
    match item {
        Item::Struct(item) => named(&item.ident.to_string()),
        Item::Static(item) => named(&item.ident.to_string()),
        Item::Const(item) => named(&item.ident.to_string()),
        Item::Impl(item) => match &*item.self_ty {
            syn::Type::Path(ty) => ty
                .path
                .segments
                .iter()
                .any(|it| named(&it.ident.to_string())),
            _ => false,
        },
        _ => false,
    }
}

/// With at least five lines of one word each filled up to a width of 80.
fn filled(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut out = String::new();
    let mut at = 0;
    while at < lines.len() {
        let same = |line: &&&str| is_word(line) && indent(line) == indent(lines[at]);
        let words = lines[at..].iter().take_while(same).count();
        let mut width = usize::MAX;
        for line in &lines[at..at + words.max(1)] {
            let word = line.trim_start();
            if words < 5 || width.saturating_add(word.len()) >= 80 {
                out.push_str(if out.is_empty() { "" } else { "\n" });
                out.push_str(line);
                width = line.len();
            } else {
                out.push(' ');
                out.push_str(word);
                width += 1 + word.len();
            }
        }
        at += words.max(1);
    }
    out.push('\n');
    out
}

/// `word,`, `a::b,` or `word = "…",`.
fn is_word(line: &str) -> bool {
    let word = line.trim_start().strip_suffix(',');
    word.is_some_and(|word| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_:\"= ".contains(c);
        !word.is_empty() && word.chars().all(allowed)
    })
}
