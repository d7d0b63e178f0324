//! `let Some(x) = value else { … };` with an await in the block: written as a `match` that tells
//! whether the pattern has matched, and another that leaves if not, so that what is temporary in
//! the value, and the value itself, are dropped before the block begins, as they are in the original.

use proc_macro2::{Ident, Span};
use syn::{Expr, Local, Pat, Stmt};

use crate::ir::pattern;
use crate::ir::syntax::suspends;

/// The statements that it stands for; none if there is no await in the block.
pub(super) fn written(local: &Local) -> Option<[Stmt; 2]> {
    let init = local.init.as_ref()?;
    let (_, otherwise) = init.diverge.as_ref()?;
    let pat = match &local.pat {
        Pat::Type(_) => return None,
        pat => pat,
    };
    // What `ref` binds may be a temporary that lives as long as the variable.
    if !suspends(otherwise) || pattern::has_ref(pat) || !local.attrs.is_empty() {
        return None;
    }
    let mut names: Vec<Ident> = Vec::new();
    let mut declared: Vec<Pat> = Vec::new();
    pattern::bindings(pat, &mut |binding| {
        names.push(binding.ident.clone());
        let (mutable, name) = (&binding.mutability, &binding.ident);
        declared.push(syn::parse_quote!(#mutable #name));
    });
    let (value, matched) = (&init.expr, Ident::new("matched", Span::mixed_site()));
    let otherwise: &Expr = otherwise;
    Some([
        syn::parse_quote! {
            let #matched = match #value {
                #pat => ::core::option::Option::Some((#(#names,)*)),
                _ => ::core::option::Option::None,
            };
        },
        syn::parse_quote! {
            let (#(#declared,)*) = match #matched {
                ::core::option::Option::Some(matched) => matched,
                ::core::option::Option::None => #otherwise,
            };
        },
    ])
}
