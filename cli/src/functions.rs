//! The functions of a file.

use std::ops::Range;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{AttrStyle, Attribute, Block, Signature};
use visualize_future_lowering::input::is_ours;

/// A function with a body.
pub(crate) struct Function {
    /// Its name, behind the modules and the type in which it stands in its file.
    pub(crate) path: Vec<String>,
    pub(crate) is_async: bool,
    /// The function, as the attribute would see it.
    pub(crate) tokens: TokenStream,
    /// Whether an await of its own stands in it.
    pub(crate) awaits: bool,
    /// Whether a trait provides it, and neither `self` nor `Self` is mentioned.
    pub(crate) is_provided_without_self: bool,
    /// Where it begins, its documentation left out: bytes of what has been parsed.
    pub(crate) start: usize,
    /// The same, as a line and a column.
    pub(crate) span: Span,
    /// The line where its body begins.
    pub(crate) body_line: usize,
    /// The attributes of ours that it carries: bytes of what has been parsed.
    pub(crate) ours: Vec<Range<usize>>,
    /// Whether one of ours stands inside a `cfg_attr`.
    pub(crate) is_ours_conditionally: bool,
}

/// All functions with a body: free ones, methods, those of traits, those inside of others; with
/// `in_macros`, also those in calls of macros whose tokens are items.
pub(crate) fn of(file: &syn::File, in_macros: bool) -> Vec<Function> {
    let mut finder = Finder {
        found: Vec::new(),
        around: Vec::new(),
        in_macros,
    };
    finder.visit_file(file);
    finder.found
}

struct Finder {
    found: Vec<Function>,
    around: Vec<String>,
    in_macros: bool,
}

impl Finder {
    fn add(
        &mut self,
        attrs: &[Attribute],
        start: Span,
        sig: &Signature,
        block: &Block,
    ) -> &mut Function {
        let outer = || {
            attrs
                .iter()
                .filter(|attr| matches!(attr.style, AttrStyle::Outer))
        };
        let first = outer().find(|attr| !attr.path().is_ident("doc"));
        let span = first.map_or(start, |attr| attr.pound_token.span);
        let ours = outer().filter(|attr| is_ours(&attr.meta));
        let mut awaits = Awaits(false);
        awaits.visit_block(block);
        let name = sig.ident.to_string();
        self.found.push(Function {
            path: self.around.iter().cloned().chain([name]).collect(),
            is_async: sig.asyncness.is_some(),
            tokens: TokenStream::new(),
            awaits: awaits.0,
            is_provided_without_self: false,
            start: span.byte_range().start,
            span,
            body_line: block.brace_token.span.open().start().line,
            ours: ours.map(range).collect(),
            is_ours_conditionally: outer().any(is_ours_conditionally),
        });
        self.found.last_mut().expect("it has just been added")
    }

    fn within(&mut self, name: String, visit: impl FnOnce(&mut Self)) {
        self.around.push(name);
        visit(self);
        self.around.pop();
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        let syn::ItemFn {
            attrs,
            vis,
            sig,
            block,
            ..
        } = function;
        let start = first_of(quote!(#vis #sig));
        self.add(attrs, start, sig, block).tokens = function.to_token_stream();
        self.within(sig.ident.to_string(), |finder| {
            visit::visit_item_fn(finder, function)
        });
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        let syn::ImplItemFn {
            attrs, sig, block, ..
        } = function;
        let bare = syn::ImplItemFn {
            attrs: Vec::new(),
            ..function.clone()
        };
        let start = first_of(bare.to_token_stream());
        self.add(attrs, start, sig, block).tokens = function.to_token_stream();
        self.within(sig.ident.to_string(), |finder| {
            visit::visit_impl_item_fn(finder, function)
        });
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        let syn::TraitItemFn {
            attrs,
            sig,
            default,
            ..
        } = function;
        if let Some(block) = default {
            let tokens = function.to_token_stream();
            let added = self.add(attrs, first_of(sig.to_token_stream()), sig, block);
            added.is_provided_without_self = !mentions_self(tokens.clone());
            added.tokens = tokens;
        }
        self.within(sig.ident.to_string(), |finder| {
            visit::visit_trait_item_fn(finder, function)
        });
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        self.within(module.ident.to_string(), |finder| {
            visit::visit_item_mod(finder, module)
        });
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.within(item.ident.to_string(), |finder| {
            visit::visit_item_trait(finder, item)
        });
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        self.within(name_of(&item.self_ty), |finder| {
            visit::visit_item_impl(finder, item)
        });
    }

    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        // A definition has an identifier; what stands in it are patterns, no items.
        let tokens = (self.in_macros && item.ident.is_none()).then(|| item.mac.tokens.clone());
        if let Some(Ok(file)) = tokens.map(syn::parse2::<syn::File>) {
            self.visit_file(&file);
        }
    }
}

fn first_of(tokens: TokenStream) -> Span {
    let first = tokens.into_iter().next();
    first.map_or_else(Span::call_site, |first| first.span())
}

fn range(attr: &Attribute) -> Range<usize> {
    attr.pound_token.span.byte_range().start..attr.bracket_token.span.close().byte_range().end
}

fn is_ours_conditionally(attr: &Attribute) -> bool {
    let list = attr.meta.require_list();
    attr.path().is_ident("cfg_attr")
        && list.is_ok_and(|list| mentions(list.tokens.clone(), &["visualize_future"]))
}

fn mentions_self(tokens: TokenStream) -> bool {
    mentions(tokens, &["self", "Self"])
}

fn mentions(tokens: TokenStream, words: &[&str]) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => words.iter().any(|word| ident == word),
        proc_macro2::TokenTree::Group(group) => mentions(group.stream(), words),
        _ => false,
    })
}

/// The name of a type, without its arguments.
fn name_of(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Path(path) => {
            let last = path.path.segments.last();
            last.map(|last| last.ident.to_string()).unwrap_or_default()
        }
        syn::Type::Reference(reference) => name_of(&reference.elem),
        other => other.span().source_text().unwrap_or_default(),
    }
}

struct Awaits(bool);

impl Visit<'_> for Awaits {
    fn visit_expr_await(&mut self, _: &syn::ExprAwait) {
        self.0 = true;
    }

    fn visit_macro(&mut self, mac: &syn::Macro) {
        self.0 |= mentions(mac.tokens.clone(), &["await"]);
    }

    fn visit_expr_closure(&mut self, _: &syn::ExprClosure) {}

    fn visit_expr_async(&mut self, _: &syn::ExprAsync) {}

    fn visit_item(&mut self, _: &syn::Item) {}
}
