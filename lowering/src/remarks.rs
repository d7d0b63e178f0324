//! Attributes in a body that speak to people, to tools, and of lints.
//!
//! They stay where they are in the function as written, of which rustc tells what it has to tell.
//! In the poll code, which is a copy, nothing is left to be said: there they are removed, and what
//! they allow anywhere is allowed everywhere.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::visit_mut::VisitMut;
use syn::{Attribute, Block, Meta, Token};

use crate::function::Function;
use crate::input::is_remark;

/// Removes them.
pub(crate) fn remove(block: &mut Block) {
    struct Remove;
    impl VisitMut for Remove {
        fn visit_attributes_mut(&mut self, attrs: &mut Vec<Attribute>) {
            attrs.retain(|attr| !is_remark(attr));
        }
        fn visit_item_mut(&mut self, _: &mut syn::Item) {}
    }
    Remove.visit_block_mut(block);
}

/// The lints that they allow, or expect, each once.
pub(crate) fn allowed(function: &Function) -> Vec<TokenStream> {
    struct Allowed(BTreeMap<String, TokenStream>);
    impl Visit<'_> for Allowed {
        fn visit_attribute(&mut self, attr: &Attribute) {
            if !attr.path().is_ident("allow") && !attr.path().is_ident("expect") {
                return;
            }
            let lints = attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
            // Among them may be the reason for it.
            for lint in lints.into_iter().flatten() {
                if let Meta::Path(lint) = lint {
                    let lint = lint.to_token_stream();
                    self.0.insert(lint.to_string(), lint);
                }
            }
        }
        fn visit_item(&mut self, _: &syn::Item) {}
    }
    let mut allowed = Allowed(BTreeMap::new());
    for param in &function.params {
        param
            .attrs
            .iter()
            .for_each(|attr| allowed.visit_attribute(attr));
    }
    visit::visit_block(&mut allowed, &function.block);
    allowed.0.into_values().collect()
}
