//! The `async` block that rustc makes of an `async fn`.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Block, Pat, ReturnType, Stmt, Type};

use super::{Emission, site};
use crate::explicit;
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
        let lints = underscore_allows(param);
        quote_spanned!(site()=> #(#cfgs)* #lints let #ident = #rt::alias(&#ident);)
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
    // The parentheses are of our edition, in which the temporaries of a block's last expression
    // are dropped before its variables: here, before the parameters, as in an `async fn` of any
    // edition. What is inside them stays of the user's edition.
    let mut body = Group::new(Delimiter::Parenthesis, body.to_token_stream());
    body.set_span(site.located_at(function.block.brace_token.span.join()));
    async_move(
        function,
        quote_spanned! {site=>
            #prelude
            #(#params)*
            #returning
            #body
        },
    )
}

/// An `async move` block that stands where the function does: there rustc says what it has to say
/// of a coroutine as a whole, such as that it would hold itself.
pub(super) fn async_move(function: &Function, stmts: TokenStream) -> TokenStream {
    let sig = &function.sig;
    let at = |span: Option<Span>| site().located_at(span.unwrap_or(sig.ident.span()));
    let first = at(sig.asyncness.map(|token| token.span));
    let last = at(sig.to_token_stream().into_iter().last().map(|it| it.span()));
    let first = quote_spanned!(first=> async);
    let last = quote_spanned!(last=> move);
    let mut block = Group::new(Delimiter::Brace, stmts);
    block.set_span(at(Some(function.block.brace_token.span.join())));
    quote!(#first #last #block)
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
    let lints = underscore_allows(param);
    if param.is_simple() {
        return quote_spanned!(site=> #(#attrs)* #lints let #pat = #ident;);
    }
    let bound = match pat {
        Pat::Wild(_) => TokenStream::new(),
        _ => quote_spanned!(site=> #(#attrs)* let #pat = #ident;),
    };
    let mutable = binds_mutably(pat).then(|| quote_spanned!(site=> mut));
    quote_spanned!(site=> #(#cfgs)* let #mutable #ident = #ident; #bound)
}

/// Whether it binds a part by `ref mut`.
fn binds_mutably(pat: &Pat) -> bool {
    struct Mutably(bool);
    impl Visit<'_> for Mutably {
        fn visit_pat_ident(&mut self, pat: &syn::PatIdent) {
            self.0 |= pat.by_ref.is_some() && pat.mutability.is_some();
            syn::visit::visit_pat_ident(self, pat);
        }
    }
    let mut mutably = Mutably(false);
    mutably.visit_pat(pat);
    mutably.0
}

/// Clippy has lints about using a name that starts with `_`, and about not using it.
pub(super) fn underscore_allows(param: &Param) -> Option<TokenStream> {
    param.is_unused().then(|| {
        quote_spanned! {site()=>
            #[allow(clippy::no_effect_underscore_binding, clippy::used_underscore_binding)]
        }
    })
}

/// Tells rustc what the block returns before it looks at the body, so that the body is checked
/// as that of the `async fn`.
fn returning(emission: &Emission<'_>) -> Option<TokenStream> {
    let rt = &emission.rt;
    returning_in(emission.function, quote_spanned!(site()=> #rt::never))
}

/// The same, by a function of that path which makes a value of any type.
pub(crate) fn returning_in(function: &Function, never: TokenStream) -> Option<TokenStream> {
    let ReturnType::Type(_, output) = &function.sig.output else {
        return Some(quote_spanned!(site()=> if false { return; }));
    };
    if matches!(**output, Type::Never(_)) {
        return None;
    }
    // Where rustc says that something must be of this type "because of the return type".
    let site = site().located_at(output.span());
    let output = nameable_in_body(output);
    Some(quote_spanned!(site=> if false { return #never::<#output>(); }))
}

/// The type, as far as it can be named in a body.
fn nameable_in_body(output: &Type) -> Type {
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
    output
}

/// Whether the output, which cannot be named, has the same type in the original and in the machine:
/// not if it may hold a closure or an `async` block of the body, of which each has its own.
pub(super) fn gives_the_same(function: &Function, output: &TokenStream) -> bool {
    struct Own(bool);
    impl Visit<'_> for Own {
        fn visit_expr_closure(&mut self, _: &syn::ExprClosure) {
            self.0 = true;
        }
        fn visit_expr_async(&mut self, _: &syn::ExprAsync) {
            self.0 = true;
        }
        fn visit_macro(&mut self, mac: &syn::Macro) {
            // What others expand to is not known.
            let plain = ["print", "println", "format", "panic", "assert", "assert_eq"];
            self.0 |= !plain.iter().any(|name| mac.path.is_ident(name));
        }
    }
    let mut own = Own(false);
    own.visit_block(&function.block);
    explicit::is_inferred(output) && !own.0
}

/// The call that builds the machine, at the place where the body gives its value: what rustc has
/// to say of the lifetimes in that value, it says of this call.
pub(crate) fn at_end(function: &Function, call: TokenStream) -> TokenStream {
    let end = match function.block.stmts.last() {
        Some(stmt) => stmt.span(),
        None => function.block.brace_token.span.join(),
    };
    let end = site().located_at(end);
    let moved = call.into_iter().map(|mut token| {
        token.set_span(end);
        token
    });
    moved.collect()
}
