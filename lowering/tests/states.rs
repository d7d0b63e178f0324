//! Which fields each state has, and in which order.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// The variants of the enum that a function becomes, and their fields.
fn states(function: TokenStream) -> String {
    let tokens = visualize_future_lowering::expand(quote!(lowering = "explicit"), function);
    let item = find_enum(tokens.clone()).unwrap_or_else(|| panic!("no enum: {tokens}"));
    let variants = item.variants.iter().map(|variant| {
        let fields = variant.fields.iter().filter_map(|it| it.ident.as_ref());
        let fields: Vec<String> = fields.map(ToString::to_string).collect();
        format!("{}: {}", variant.ident, fields.join(" "))
    });
    let waits: Vec<String> = variants
        .filter(|it| !it.starts_with("Returned") && !it.starts_with("Panicked"))
        .collect();
    waits.join("\n")
}

fn find_enum(tokens: TokenStream) -> Option<syn::ItemEnum> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let found = match token {
            TokenTree::Ident(ident) if ident == "enum" => {
                let is_body = |token: &TokenTree| matches!(token, TokenTree::Group(_));
                let end = at + 1 + tokens[at..].iter().position(is_body)?;
                syn::parse2(tokens[at..end].iter().cloned().collect()).ok()
            }
            TokenTree::Group(group) => find_enum(group.stream()),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

#[test]
fn what_states_share_comes_first() {
    let states = states(quote! {
        async fn f() {
            let once = text();
            io().await;
            drop(once);
            let always = text();
            io().await;
            io_of(&always).await;
        }
    });
    assert_eq!(
        states,
        "Unresumed: \n\
         Suspend0: once awaitee\n\
         Suspend1: always awaitee\n\
         Suspend2: always awaitee"
    );
}

#[test]
fn the_one_that_meets_most_others_comes_before_them() {
    let states = states(quote! {
        async fn f() {
            let a = text();
            io().await;
            let b = text();
            io().await;
            drop(a);
            let c = text();
            io().await;
            drop(b);
            io().await;
            drop(c);
        }
    });
    assert_eq!(
        states,
        "Unresumed: \n\
         Suspend0: b a awaitee\n\
         Suspend1: b a awaitee\n\
         Suspend2: b c awaitee\n\
         Suspend3: b c awaitee"
    );
}

#[test]
fn a_parameter_makes_room_when_it_is_moved() {
    let states = states(quote! {
        async fn f(given: String, kept: String) -> String {
            consume(given).await;
            let other = text();
            io_of(&other).await;
            kept
        }
    });
    assert_eq!(
        states,
        "Unresumed: kept given\n\
         Suspend0: kept awaitee\n\
         Suspend1: kept other awaitee"
    );
}

#[test]
fn branches_share_their_room() {
    let states = states(quote! {
        async fn f(first: bool) {
            if first {
                let a = text();
                io_of(&a).await;
            } else {
                let b = text();
                io_of(&b).await;
            }
            let c = text();
            io_of(&c).await;
        }
    });
    assert_eq!(
        states,
        "Unresumed: first\n\
         Suspend0: a awaitee\n\
         Suspend1: b awaitee\n\
         Suspend2: c awaitee"
    );
}

// A number is still there when it has been used as a value, and so is the borrow of it.
#[test]
fn what_has_been_borrowed_keeps_its_room() {
    let states = states(quote! {
        async fn f() -> u64 {
            let number = 5_u64;
            let borrowed = &number;
            let copy = number;
            io().await;
            let other = copy + 1;
            io().await;
            *borrowed + other
        }
    });
    assert_eq!(
        states,
        "Unresumed: \n\
         Suspend0: number borrowed copy awaitee\n\
         Suspend1: number borrowed other awaitee"
    );
}

#[test]
fn drop_flags_stand_behind_the_tag() {
    let states = states(quote! {
        async fn f(give: bool) {
            let a = text();
            let b = text();
            if give {
                consume(b).await;
            }
            io().await;
            drop(a);
        }
    });
    assert_eq!(
        states,
        "Unresumed: b_is_live give\n\
         Suspend0: b_is_live give a awaitee\n\
         Suspend1: b_is_live give a b awaitee"
    );
}

// Found as a wrong number: `other` was written where `number` still was.
#[test]
fn what_is_read_next_keeps_its_room() {
    let states = states(quote! {
        async fn f(number: usize) -> usize {
            let other = text();
            let copy = number;
            io().await;
            drop(other);
            copy
        }
    });
    assert_eq!(
        states,
        "Unresumed: number\n\
         Suspend0: number other copy awaitee"
    );
}

// Found as a crash: `unread` was written where `given` still was.
#[test]
fn what_is_written_and_not_read_has_room() {
    let states = states(quote! {
        async fn f(condition: bool) {
            let given = text();
            io().await;
            let unread: usize;
            if condition {
                consume(given).await;
                unread = 1;
            } else {
                unread = 1;
            }
        }
    });
    assert_eq!(
        states,
        "Unresumed: given_is_live condition\n\
         Suspend0: given_is_live condition given awaitee\n\
         Suspend1: given_is_live condition given unread awaitee"
    );
}
