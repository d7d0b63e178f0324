//! The signature of the function that is emitted.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::visit::Visit;
use syn::{Attribute, FnArg, Meta, ReturnType, Signature, Type, Visibility};

use super::{Emission, elided, site};
use crate::function::Function;
use crate::input::is_lint;

/// A function that returns the machine.
///
/// The `impl` is a token of ours, so it is of our edition, and captures every lifetime and type
/// parameter as an `async fn` does, whatever the edition of the user's crate.
pub(super) fn of_constructor(emission: &Emission<'_>) -> TokenStream {
    let function = emission.function;
    let krate = &emission.krate;
    let rt = &quote_spanned!(site()=> #krate::rt);
    let output = nameable_output(&function.sig, rt);
    let end = end(&function.sig);
    let inspect = emission
        .args
        .inspect
        .unwrap_or_else(|| !may_be_of_a_trait(function));
    let (lints, returned) = if inspect {
        (
            // Of use in the implementation of a trait only, where this is more than the trait
            // promises.
            may_implement(function).then(|| quote_spanned!(site()=> #[allow(refining_impl_trait)])),
            quote_spanned!(site()=> #krate::Visualized<impl #rt::Body<Output = #output> #end),
        )
    } else {
        (
            None,
            quote_spanned!(site()=> impl #rt::Future<Output = #output #end),
        )
    };
    let mut sig = with_plain_names(function);
    elided::name(&mut sig);
    sig.asyncness = None;
    let arrow = syn::Token![->](site());
    sig.output = ReturnType::Type(arrow, Box::new(Type::Verbatim(returned)));
    // The type is `#[must_use]` already, and twice is a lint of clippy's.
    let attrs = function.attrs.iter().filter(|attr| !is_bare_must_use(attr));
    let vis = &function.vis;
    quote_spanned!(site()=> #(#attrs)* #lints #vis #sig)
}

/// An `async fn` still, for the attribute below ours.
pub(super) fn of_async_fn(emission: &Emission<'_>) -> TokenStream {
    let Function { attrs, vis, .. } = emission.function;
    let sig = with_plain_names(emission.function);
    quote_spanned!(site()=> #(#attrs)* #vis #sig)
}

/// The `>` at the end of the type that is returned, as a token of the user's: a function whose
/// signature ends in a token of ours counts as ours, and rustc would not tell that nobody uses
/// it.
fn end(sig: &Signature) -> syn::Token![>] {
    let last = sig.output.to_token_stream().into_iter().last();
    syn::Token![>](last.map_or_else(|| sig.paren_token.span.close(), |token| token.span()))
}

/// Unchanged.
pub(super) fn as_written(emission: &Emission<'_>) -> TokenStream {
    let Function {
        attrs, vis, sig, ..
    } = emission.function;
    quote_spanned!(site()=> #(#attrs)* #vis #sig)
}

/// The signature with a plain name for each parameter: its pattern is bound inside the machine.
fn with_plain_names(function: &Function) -> Signature {
    let mut sig = function.sig.clone();
    for (input, param) in sig.inputs.iter_mut().zip(&function.params) {
        if let FnArg::Typed(typed) = input {
            let ident = &param.ident;
            *typed.pat = syn::parse_quote!(#ident);
            // Lints about the variable are answered where the pattern is bound.
            typed.attrs.retain(|attr| !is_lint(attr));
        }
    }
    sig
}

/// What the function returns, as a type that can stand in an associated type.
pub(super) fn nameable_output(sig: &Signature, rt: &TokenStream) -> TokenStream {
    match &sig.output {
        ReturnType::Default => quote_spanned!(site()=> ()),
        // `!` is unstable to name but for this.
        ReturnType::Type(_, ty) if matches!(**ty, Type::Never(_)) => {
            quote_spanned!(site()=> <fn() -> #ty as #rt::Returns>::Type)
        }
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    }
}

/// Whether the function may belong to a trait, or to the implementation of one: there, other
/// code decides what type it returns. A visibility cannot stand there, and what mentions neither
/// `self` nor `Self` is taken for a free function.
fn may_be_of_a_trait(function: &Function) -> bool {
    may_implement(function) && mentions_self(&function.sig)
}

fn may_implement(function: &Function) -> bool {
    matches!(function.vis, Visibility::Inherited)
}

fn mentions_self(sig: &Signature) -> bool {
    struct Finds(bool);
    impl<'ast> Visit<'ast> for Finds {
        fn visit_ident(&mut self, ident: &'ast syn::Ident) {
            self.0 |= ident == "Self";
        }
    }
    let mut finds = Finds(sig.receiver().is_some());
    finds.visit_signature(sig);
    finds.0
}

fn is_bare_must_use(attr: &Attribute) -> bool {
    matches!(&attr.meta, Meta::Path(path) if path.is_ident("must_use"))
}
