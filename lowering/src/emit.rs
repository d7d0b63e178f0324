//! What is emitted around both lowerings.

mod arguments;
pub(crate) mod body;
pub mod descriptor;
mod elided;
mod hook;
mod lint_allows;
mod signature;

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use crate::args::Args;
use crate::compiler;
use crate::explicit::Explicit;
use crate::function::{Form, Function};
use crate::input::PLACEHOLDER;
use crate::machine::Machine;
use crate::reason::Reason;

/// All that is known of a function when it is emitted.
pub struct Emission<'a> {
    /// The function.
    pub function: &'a Function,
    /// What stands in the attribute.
    pub args: &'a Args,
    /// Its machine.
    pub machine: &'a Machine,
    /// The path of the runtime: `::visualize_future`.
    pub krate: TokenStream,
    /// The runtime's hidden module, by the name that it has inside the function: a path of one
    /// word, since it is written, read and resolved some hundred times.
    pub rt: TokenStream,
}

impl<'a> Emission<'a> {
    /// Puts it together.
    pub fn new(function: &'a Function, args: &'a Args, machine: &'a Machine) -> Self {
        let krate = args.krate();
        let rt = descriptor::runtime().into_token_stream();
        Emission {
            function,
            args,
            machine,
            krate,
            rt,
        }
    }
}

/// Where the tokens that we make stand: at the attribute, in this crate's edition, with local
/// variables that the user's code cannot see.
pub fn site() -> Span {
    Span::mixed_site()
}

/// The variables that stand ready for the expression that builds the machine: its watch, and
/// the hook on the returned value.
pub fn names() -> [Ident; 2] {
    ["watch", "hook"].map(|name| Ident::new(name, site()))
}

/// The number of the state that waits at a suspension point.
pub(crate) fn state_literal(suspension: usize) -> Literal {
    Literal::usize_unsuffixed(suspension + 3)
}

/// The function, with the compiler's coroutine as its machine, and what stood in the way of the
/// explicit enum.
pub fn compiler(emission: &Emission<'_>, reasons: &[Reason]) -> TokenStream {
    let description = descriptor::items(emission, false, reasons);
    let (items, machine) = compiler::lower(emission);
    function(emission, &quote!(#description #items), &machine)
}

/// The function, with the explicit enum as its machine.
pub fn explicit(emission: &Emission<'_>, explicit: &Explicit) -> TokenStream {
    let site = site();
    let rt = &emission.rt;
    let [watch, hook] = names();
    let description = descriptor::items(emission, true, &[]);
    let Explicit {
        prelude,
        parameters,
        state,
        step,
        output,
        items,
    } = explicit;
    let original = body::original(emission);
    let allows = lint_allows::copy(emission.function);
    let params = &emission.function.params;
    let unused = params.iter().find_map(body::underscore_allows);
    let this = descriptor::this();
    let call = quote_spanned! {site=>
        #rt::explicit(#watch, #this, parameters, original, #hook, code)
    };
    let call = body::at_end(emission.function, call);
    // Where the output cannot be named, the original tells what it is, and is told.
    let (code, output_of) = match body::gives_the_same(emission.function, output) {
        true => (
            quote_spanned!(site=> code_of),
            Some(quote_spanned!(site=> original,)),
        ),
        false => (quote_spanned!(site=> code), None),
    };
    let coroutine = body::async_move(
        emission.function,
        quote_spanned! {site=>
            let entered = #rt::enter(types).await;
            #allows
            let shape = #rt::assemble(entered, #state, #step);
            if #rt::never_true() {
                let (few, more, state) = #rt::room_for(shape);
                #rt::forever().await;
                #rt::keep((few, more, state));
            }
        },
    );
    // The user's code must not stand in an `unsafe` block: hence the variables.
    let machine = quote_spanned! {site=>
        #prelude
        let original = #original;
        #unused
        let parameters = #parameters;
        let code = #rt::#code(#output_of &parameters, |types: #rt::Types<_, #output>| #coroutine);
        unsafe { #call }
    };
    let described = descriptor::described(emission);
    function(
        emission,
        &quote!(#description #described #(#items)*),
        &machine,
    )
}

/// The whole function, around the items and the expression that build the machine.
fn function(emission: &Emission<'_>, items: &TokenStream, machine: &TokenStream) -> TokenStream {
    let site = site();
    let [watch, hook] = names();
    let watching = arguments::watch(emission);
    let hooking = hook::hook(emission);
    let (krate, rt) = (&emission.krate, &emission.rt);
    let built = quote_spanned! {site=>
        use #krate::rt as #rt;
        #items
        let #watch = #watching;
        let #hook = #hooking;
        #machine
    };
    match &emission.function.form {
        Form::AsyncFn => {
            let signature = signature::of_constructor(emission);
            // In the user's own braces: see `signature::end`.
            let mut block = Group::new(Delimiter::Brace, built);
            block.set_span(emission.function.block.brace_token.span.join());
            quote!(#signature #block)
        }
        Form::KeepAsync => {
            let signature = signature::of_async_fn(emission);
            quote_spanned!(site=> #signature { { #built }.await })
        }
        Form::Boxed { outer, .. } => {
            let signature = signature::as_written(emission);
            let block = fill(outer, &quote_spanned!(site=> { #built }));
            quote_spanned!(site=> #signature #block)
        }
    }
}

/// The block with the placeholder replaced.
fn fill(outer: &syn::Block, machine: &TokenStream) -> TokenStream {
    struct Fill<'a>(&'a TokenStream);
    impl syn::visit_mut::VisitMut for Fill<'_> {
        fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
            match expr {
                syn::Expr::Path(path) if path.path.is_ident(PLACEHOLDER) => {
                    *expr = syn::Expr::Verbatim(self.0.clone());
                }
                _ => syn::visit_mut::visit_expr_mut(self, expr),
            }
        }
    }
    let mut outer = outer.clone();
    syn::visit_mut::VisitMut::visit_block_mut(&mut Fill(machine), &mut outer);
    quote!(#outer)
}
