//! Attributes under which the source of the twins is compiled once more.
//!
//! The twins' functions carry `#[machine]`. What that name means is decided by a `use`, so that
//! one source, with the spans it has on disk, is compiled as plain functions and as machines of
//! either lowering.

use proc_macro::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};

/// Leaves the function as it was written.
#[proc_macro_attribute]
pub fn plain(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    item
}

/// Puts `#[visualize_future(lowering = "compiler", …)]` on the function.
#[proc_macro_attribute]
pub fn compiler(arguments: TokenStream, item: TokenStream) -> TokenStream {
    lowered("compiler", arguments, item)
}

/// Puts `#[visualize_future(lowering = "explicit", …)]` on the function.
#[proc_macro_attribute]
pub fn explicit(arguments: TokenStream, item: TokenStream) -> TokenStream {
    lowered("explicit", arguments, item)
}

fn lowered(lowering: &str, arguments: TokenStream, item: TokenStream) -> TokenStream {
    let chosen = format!("lowering = \"{lowering}\",");
    let chosen: TokenStream = chosen.parse().expect("these are tokens");
    let path: TokenStream = "::visualize_future::visualize_future"
        .parse()
        .expect("these are tokens");
    let arguments = Group::new(
        Delimiter::Parenthesis,
        chosen.into_iter().chain(arguments).collect(),
    );
    let attribute = Group::new(
        Delimiter::Bracket,
        path.into_iter()
            .chain([TokenTree::Group(arguments)])
            .collect(),
    );
    TokenStream::from_iter([
        TokenTree::Punct(Punct::new('#', Spacing::Alone)),
        TokenTree::Group(attribute),
    ])
    .into_iter()
    .chain(item)
    .collect()
}
