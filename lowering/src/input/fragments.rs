//! What a macro has matched, `$value:expr` or `$statement:stmt`, arrives in a group without
//! delimiters. For rustc, that group is gone when it comes out of an attribute: `$a * $b` would
//! be `1 + 2 * 3 + 4` (<https://github.com/rust-lang/rust/issues/67062>).

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Expr, Type};

use crate::emit::site;

/// The tokens, with parentheses around what needs a group, and each `let` statement out of its
/// group: in it, the variable would be declared for nobody.
pub(crate) fn opened(tokens: TokenStream) -> TokenStream {
    match any(tokens.clone()) {
        true => changed(tokens),
        false => tokens,
    }
}

fn any(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::None || any(group.stream()),
        _ => false,
    })
}

fn changed(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out = TokenStream::new();
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            out.extend([token.clone()]);
            continue;
        };
        let is_attribute = group.delimiter() == Delimiter::Bracket
            && match &tokens[..index] {
                [.., pound, bang] if is_punct(bang, "!") => is_punct(pound, "#"),
                [.., pound] => is_punct(pound, "#"),
                [] => false,
            };
        if is_attribute {
            out.extend([token.clone()]);
            continue;
        }
        let inside = changed(group.stream());
        if is_let(group) {
            out.extend(inside);
            continue;
        }
        let is_alone = stands_behind_nothing(&tokens[..index])
            && tokens
                .get(index + 1)
                .is_none_or(|behind| is_punct(behind, ",;"));
        let mut delimiter = group.delimiter();
        let mut span = group.span();
        if delimiter == Delimiter::None && !is_alone && is_loose(inside.clone()) {
            delimiter = Delimiter::Parenthesis;
            // Of ours, so that nobody is told that they are not needed.
            span = site().located_at(span);
        }
        let mut group = Group::new(delimiter, inside);
        group.set_span(span);
        out.extend([TokenTree::Group(group)]);
    }
    out
}

/// Whether nothing before could take a part of what follows: `,`, `;`, and the `=` of a value.
fn stands_behind_nothing(before: &[TokenTree]) -> bool {
    match before {
        [] => true,
        [.., last] if is_punct(last, ",;") => true,
        [.., TokenTree::Punct(one), TokenTree::Punct(last)] => {
            last.as_char() == '=' && one.spacing() == Spacing::Alone
        }
        [.., last] => is_punct(last, "="),
    }
}

fn is_punct(token: &TokenTree, chars: &str) -> bool {
    matches!(token, TokenTree::Punct(punct) if chars.contains(punct.as_char()))
}

fn is_let(group: &Group) -> bool {
    group.delimiter() == Delimiter::None
        && match group.stream().into_iter().next() {
            Some(TokenTree::Ident(word)) => word == "let",
            Some(TokenTree::Group(group)) => is_let(&group),
            _ => false,
        }
}

/// Whether what stands beside it could take a part of it: an expression with an operator, one that
/// ends a statement or a condition with its braces, or a type with a `+`.
fn is_loose(tokens: TokenStream) -> bool {
    match syn::parse2::<Expr>(tokens.clone()) {
        Ok(
            Expr::Binary(_)
            | Expr::Cast(_)
            | Expr::Closure(_)
            | Expr::If(_)
            | Expr::Match(_)
            | Expr::Range(_)
            | Expr::RawAddr(_)
            | Expr::Reference(_)
            | Expr::Struct(_)
            | Expr::Unary(_),
        ) => true,
        Ok(Expr::Group(group)) => is_loose(group.expr.to_token_stream()),
        Ok(_) => false,
        Err(_) => match syn::parse2::<Type>(tokens) {
            Ok(Type::TraitObject(ty)) => ty.bounds.len() > 1,
            Ok(Type::ImplTrait(ty)) => ty.bounds.len() > 1,
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream};
    use quote::quote;

    fn fragment(tokens: TokenStream) -> Group {
        Group::new(Delimiter::None, tokens)
    }

    fn opened(tokens: TokenStream) -> String {
        super::opened(tokens).to_string()
    }

    #[test]
    fn a_let_statement_is_taken_out() {
        let inner = fragment(quote!(let x: u8 = f({ 1 })));
        let outer = fragment(quote!(#inner));
        let tokens = super::opened(quote!(#outer; y));
        assert_eq!(
            tokens.into_iter().count(),
            quote!(let x: u8 = f({ 1 }); y).into_iter().count()
        );
    }

    #[test]
    fn what_would_fall_apart_is_put_into_parentheses() {
        let sum = fragment(quote!(1 + 2));
        let borrowed = fragment(quote!(&mut x));
        let ty = fragment(quote!(dyn A + B));
        let shape = fragment(quote!(S { x }));
        assert_eq!(opened(quote!(#sum * #sum)), "(1 + 2) * (1 + 2)");
        assert_eq!(opened(quote!(#borrowed.await)), "(& mut x) . await");
        assert_eq!(opened(quote!(x as &#ty)), "x as & (dyn A + B)");
        assert_eq!(opened(quote!(if x == #shape {})), "if x == (S { x }) { }");
        assert_eq!(opened(quote!(x == #sum)), "x == (1 + 2)");
        assert_eq!(opened(quote!(vec![#sum * 2])), "vec ! [(1 + 2) * 2]");
        let nested = fragment(quote!(#sum));
        assert_eq!(opened(quote!(!#nested)), "! (1 + 2)");
    }

    #[test]
    fn what_stays_whole_stays_as_it_is() {
        for whole in [
            quote!(x),
            quote!(f(1)),
            quote!({ 1 }),
            quote!(a::b),
            quote!("text"),
            quote!(),
        ] {
            let whole = fragment(whole);
            let tokens = quote!(#whole.await);
            assert_eq!(opened(tokens.clone()), tokens.to_string());
        }
        let (sum, meta) = (fragment(quote!(1 + 2)), fragment(quote!(a = -1)));
        let tokens = quote!(f(#sum, #sum); let x = #sum; #[#meta] x);
        assert_eq!(opened(tokens.clone()), tokens.to_string());
    }
}
