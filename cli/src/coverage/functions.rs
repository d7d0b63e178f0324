//! The `async fn`s of a file.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::visit::{self, Visit};

/// A function with a body.
pub(super) struct Function {
    pub(super) name: String,
    /// The function, as the attribute would see it.
    pub(super) tokens: TokenStream,
    /// Whether an await of its own stands in it.
    pub(super) awaits: bool,
}

/// All `async fn`s with a body: free ones, methods, those of traits.
pub(super) fn of(file: &syn::File) -> Vec<Function> {
    let mut finder = Finder(Vec::new());
    finder.visit_file(file);
    finder.0
}

struct Finder(Vec<Function>);

impl Finder {
    fn add(&mut self, sig: &syn::Signature, block: &syn::Block, function: &impl ToTokens) {
        if sig.asyncness.is_none() {
            return;
        }
        let mut awaits = Awaits(false);
        awaits.visit_block(block);
        self.0.push(Function {
            name: sig.ident.to_string(),
            tokens: function.to_token_stream(),
            awaits: awaits.0,
        });
    }
}

impl Visit<'_> for Finder {
    fn visit_item_fn(&mut self, function: &syn::ItemFn) {
        self.add(&function.sig, &function.block, function);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &syn::ImplItemFn) {
        self.add(&function.sig, &function.block, function);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.add(&function.sig, block, function);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

struct Awaits(bool);

impl Visit<'_> for Awaits {
    fn visit_expr_await(&mut self, _: &syn::ExprAwait) {
        self.0 = true;
    }

    fn visit_macro(&mut self, mac: &syn::Macro) {
        self.0 |= mac.tokens.to_string().contains("await");
    }

    fn visit_expr_closure(&mut self, _: &syn::ExprClosure) {}

    fn visit_expr_async(&mut self, _: &syn::ExprAsync) {}

    fn visit_item(&mut self, _: &syn::Item) {}
}
