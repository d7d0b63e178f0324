//! Statements that a macro has matched: `$statement:stmt` arrives in a group without delimiters.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The tokens, with each `let` statement out of its group. In it, the variable would be declared
/// for nobody, and only what can be a condition would parse.
pub(crate) fn opened(tokens: TokenStream) -> TokenStream {
    match any(tokens.clone()) {
        true => tokens.into_iter().flat_map(without_group).collect(),
        false => tokens,
    }
}

fn any(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => is_let(&group) || any(group.stream()),
        _ => false,
    })
}

fn is_let(group: &Group) -> bool {
    group.delimiter() == Delimiter::None
        && match group.stream().into_iter().next() {
            Some(TokenTree::Ident(word)) => word == "let",
            Some(TokenTree::Group(group)) => is_let(&group),
            _ => false,
        }
}

fn without_group(token: TokenTree) -> TokenStream {
    match token {
        TokenTree::Group(group) if is_let(&group) => opened(group.stream()),
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), opened(group.stream()));
            inner.set_span(group.span());
            TokenTree::Group(inner).into()
        }
        token => token.into(),
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream};
    use quote::quote;

    fn fragment(tokens: TokenStream) -> Group {
        Group::new(Delimiter::None, tokens)
    }

    #[test]
    fn a_let_statement_is_taken_out() {
        let inner = fragment(quote!(let x: u8 = f({ 1 })));
        let outer = fragment(quote!(#inner));
        let sum = fragment(quote!(1 + 2));
        let tokens = super::opened(quote!({ #outer; #sum * 3 }));
        let Some(proc_macro2::TokenTree::Group(block)) = tokens.into_iter().next() else {
            panic!("a block is left");
        };
        let kinds = block.stream().into_iter().map(|token| match token {
            proc_macro2::TokenTree::Group(group) => format!("{:?}", group.delimiter()),
            token => token.to_string(),
        });
        let kinds: Vec<String> = kinds.collect();
        assert_eq!(kinds.join(" "), "let x : u8 = f Parenthesis ; None * 3");
    }
}
