//! The `async` block that rustc makes of an `async fn`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Block, Pat, ReturnType, Stmt, Type};

use super::{Emission, site};
use crate::function::{Form, Function, Param};
use crate::input::{is_cfg, is_lint};
use crate::suspend;

/// The function as written, in a closure that is never called: it is what rustc checks, and
/// whose size and auto traits count.
///
/// The variables of the parameters stay with the caller, who puts their values into the enum;
/// all but `self`, which cannot be bound to another value: of that, the caller has made a second
/// name before.
pub(super) fn original(emission: &Emission<'_>) -> TokenStream {
    let rt = &emission.rt;
    let mut block = emission.function.block.clone();
    suspend::erase(&mut block);
    // The items exist once, outside.
    block.stmts.retain(|stmt| !matches!(stmt, Stmt::Item(_)));
    let future = coroutine(emission, &block, None);
    let others = emission
        .function
        .params
        .iter()
        .filter(|param| !param.is_self());
    let aliases = others.map(|param| {
        let ident = &param.ident;
        let cfgs = param.attrs.iter().filter(|attr| is_cfg(attr));
        quote_spanned!(site()=> #(#cfgs)* let #ident = #rt::alias(&#ident);)
    });
    quote_spanned!(site()=> #rt::judge({ #(#aliases)* move || #future }))
}

/// `async move { … }` around a body.
pub(crate) fn coroutine(
    emission: &Emission<'_>,
    body: &Block,
    prelude: Option<TokenStream>,
) -> TokenStream {
    let function = emission.function;
    let site = site().located_at(function.sig.ident.span());
    if let Form::Boxed { capture, .. } = &function.form {
        let stmts = &body.stmts;
        return quote_spanned!(site=> async #capture { #prelude #(#stmts)* });
    }
    let params = function.params.iter().map(bind);
    let returning = returning(emission);
    // Behind `return`, the temporaries of the body's last expression are dropped before the
    // parameters are, as in an `async fn`; and in parentheses, the user's own braces are not
    // superfluous.
    quote_spanned!(site=> async move {
        #prelude
        #(#params)*
        #returning
        return (#body);
    })
}

/// Moves a parameter into the future, used or not, and binds its pattern, so that it is dropped
/// when and in the order that an `async fn` drops it.
fn bind(param: &Param) -> TokenStream {
    let site = site();
    let ident = &param.ident;
    let cfgs = param.attrs.iter().filter(|attr| is_cfg(attr));
    let Some(pat) = &param.pat else {
        // Mentioned as a whole, it is captured as a whole.
        return quote_spanned!(site=> let _ = &#ident;);
    };
    let attrs: Vec<&Attribute> = param
        .attrs
        .iter()
        .filter(|attr| is_cfg(attr) || is_lint(attr))
        .collect();
    // To use a name that starts with `_` is a lint of clippy's.
    let underscored = ident.to_string().starts_with('_') && param.is_simple();
    let lints =
        underscored.then(|| quote_spanned!(site=> #[allow(clippy::used_underscore_binding)]));
    if param.is_simple() {
        return quote_spanned!(site=> #(#attrs)* #lints let #pat = #ident;);
    }
    let bound = match pat {
        Pat::Wild(_) => TokenStream::new(),
        _ => quote_spanned!(site=> #(#attrs)* let #pat = #ident;),
    };
    quote_spanned!(site=> #(#cfgs)* let #ident = #ident; #bound)
}

/// Tells rustc what the block returns before it looks at the body, so that the body is checked
/// as that of the `async fn`.
fn returning(emission: &Emission<'_>) -> TokenStream {
    let rt = &emission.rt;
    let site = site();
    match nameable_in_body(emission.function) {
        None => quote_spanned!(site=> if false { return; }),
        Some(output) => quote_spanned!(site=> if false { return #rt::never::<#output>(); }),
    }
}

/// What the function returns, as a type that can be named in its body; none for `()`.
fn nameable_in_body(function: &Function) -> Option<TokenStream> {
    let ReturnType::Type(_, output) = &function.sig.output else {
        return None;
    };
    struct Infer;
    impl VisitMut for Infer {
        fn visit_type_mut(&mut self, ty: &mut Type) {
            match ty {
                Type::ImplTrait(_) => *ty = syn::parse_quote!(_),
                _ => visit_mut::visit_type_mut(self, ty),
            }
        }
    }
    let mut output = output.clone();
    Infer.visit_type_mut(&mut output);
    Some(output.to_token_stream())
}
