//! What a body keeps although nothing mentions it any more: what could be dropped earlier, so that
//! the future is smaller.

use proc_macro2::TokenStream;
use syn::Result;

use crate::edition::Edition;
use crate::input::{self, Input, Item};
use crate::internal_error::{Step, caught};
use crate::ir::Ir;
use crate::ir::local::LocalId;
use crate::{nesting, numbered};

/// For each suspension point, in rustc's order, the names of the locals that hold something there,
/// but are not mentioned after it; nor is one that borrows from them, as far as syntax tells.
///
/// It is empty for what is no `async fn`, and where this crate fails.
///
/// # Errors
/// If the attribute cannot stand on it.
pub fn idle(edition: Edition, item: TokenStream) -> Result<Vec<Vec<String>>> {
    nesting::check(item.clone())?;
    let item: Item = syn::parse2(input::opened(item))?;
    let Input::Function(mut function) = Input::of(item)? else {
        return Ok(Vec::new());
    };
    function.edition = edition;
    let work = || {
        let (_, ir) = numbered(&function);
        let points = 0..ir.graph.suspends.len();
        points.map(|point| idle_at(&ir, point)).collect()
    };
    Ok(caught(Step::Rest, work).unwrap_or_default())
}

fn idle_at(ir: &Ir, suspension: usize) -> Vec<String> {
    let Some(node) = ir.graph.suspends[suspension] else {
        return Vec::new();
    };
    let mut needed: Vec<usize> = ir
        .locals()
        .filter(|&local| ir.flow.live(node, local))
        .filter_map(|local| ir.saved_index[local.0])
        .collect();
    // What is borrowed by something that is needed is needed, too.
    let mut next = 0;
    while let Some(&local) = needed.get(next) {
        for &borrowed in &ir.machine.locals[local].borrows {
            if !needed.contains(&borrowed) {
                needed.push(borrowed);
            }
        }
        next += 1;
    }
    let is_idle = |local: &LocalId| {
        let index = ir.saved_index[local.0];
        let needed = index.is_some_and(|saved| needed.contains(&saved));
        ir.holds(node, *local).maybe() && !ir.flow.live(node, *local) && !needed
    };
    let name = |local: LocalId| {
        let ident = ir.resolved.locals[local.0].ident.to_string();
        ident.trim_start_matches("r#").to_owned()
    };
    // Another local of the same name may be needed, and nobody could tell which is meant.
    let live = ir.locals().filter(|&local| ir.flow.live(node, local));
    let taken: Vec<_> = live.map(name).collect();
    let idle = ir.locals().filter(is_idle).map(name);
    idle.filter(|name| !taken.contains(name)).collect()
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    fn idle_of(function: TokenStream) -> Vec<Vec<String>> {
        idle(Edition::Since2024, function).expect("a function")
    }

    #[test]
    fn what_is_not_mentioned_again() {
        let found = idle_of(quote! {
            async fn f(path: String) -> usize {
                let buffer = read(&path);
                let length = buffer.len();
                send(length).await;
                let rest = [0; 64];
                send(rest[0]).await;
                length
            }
        });
        assert_eq!(
            found,
            [vec!["path", "buffer"], vec!["path", "buffer", "rest"]]
        );
    }

    #[test]
    fn what_is_borrowed_is_needed() {
        let found = idle_of(quote! {
            async fn f() {
                let x = [0; 1024];
                let y = &x;
                io().await;
                print(y);
            }
        });
        assert_eq!(found, [Vec::<String>::new()]);
    }

    #[test]
    fn a_name_that_another_local_has() {
        let found = idle_of(quote! {
            async fn f() {
                let x = first();
                let x = second(x);
                io().await;
                print(x);
            }
        });
        assert_eq!(found, [Vec::<String>::new()]);
    }

    #[test]
    fn a_loop_comes_back() {
        let found = idle_of(quote! {
            async fn f() {
                let mut buffer = [0; 512];
                loop {
                    fill(&mut buffer);
                    io().await;
                }
            }
        });
        assert_eq!(found, [Vec::<String>::new()]);
    }
}
