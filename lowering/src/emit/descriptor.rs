//! The static description of the machine.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::{Emission, arguments, site};
use crate::location::Location;
use crate::machine::{Local, LocalKind, State, Via};
use crate::reason::Reason;

/// The static that describes the machine.
///
/// It is an item of the function, and so could be named in its body, but by that name nobody
/// does.
pub fn machine() -> Ident {
    Ident::new("__VISUALIZE_FUTURE", site())
}

/// The type that has the function's path as its own.
pub fn this() -> Ident {
    Ident::new("__VisualizeFuture", site())
}

/// The runtime's hidden module; see [`Emission::rt`].
pub fn runtime() -> Ident {
    Ident::new("__visualize_future", site())
}

/// Names the machine for the runtime.
pub fn described(emission: &Emission<'_>) -> TokenStream {
    let rt = &emission.rt;
    let (machine, this) = (machine(), this());
    quote_spanned! {site()=>
        impl #rt::Described for #this {
            fn machine() -> &'static #rt::Machine { &#machine }
        }
    }
}

/// The static description, and the type that has the function's path.
pub fn items(emission: &Emission<'_>, is_explicit: bool, reasons: &[Reason]) -> TokenStream {
    let site = site();
    let rt = &emission.rt;
    let (machine, this) = (machine(), this());
    let described = emission.machine;
    let name = match &emission.args.name {
        Some(name) => name.to_token_stream(),
        None => described.name.to_token_stream(),
    };
    let lowering = word(if is_explicit { "Explicit" } else { "Compiler" });
    let place = location(described.span, rt);
    let reasons = reasons.iter().map(|reason| {
        let (code, message) = (reason.code(), reason.message());
        let place = location(reason.span, rt);
        quote_spanned!(site=> #rt::Reason::new(#code, #message, #place))
    });
    let states = described.states.iter().map(|state| self::state(state, rt));
    let transitions = described.transitions.iter().map(|edge| {
        let (from, to, via) = (number(edge.from), number(edge.to), via(edge.via));
        quote_spanned!(site=> #rt::Transition::new(#from, #to, #rt::Via::#via))
    });
    let locals = described
        .locals
        .iter()
        .map(|local| self::local(local, emission));
    let options = options(emission);
    let registered = registered();
    quote_spanned! {site=>
        struct #this;
        #registered
        static #machine: #rt::Machine = #rt::Machine {
            parts: #rt::MachineParts {
                name: #name,
                module: ::core::module_path!(),
                path: #rt::path_of::<#this>,
                location: #place,
                lowering: #rt::Lowering::#lowering,
                reasons: &[#(#reasons),*],
                states: &[#(#states),*],
                transitions: &[#(#transitions),*],
                locals: &[#(#locals),*],
                options: #options,
            },
            cells: #rt::MachineCells::NEW,
        };
    }
}

/// The sections from which the linker makes the list of all machines.
///
/// See `rt::registry`, where the same names stand.
fn registered() -> TokenStream {
    quote_spanned! {site()=>
        #[used]
        #[cfg_attr(
            any(
                target_os = "linux", target_os = "android", target_os = "freebsd",
                target_os = "netbsd", target_os = "openbsd", target_os = "dragonfly",
                target_os = "fuchsia", target_os = "illumos", target_os = "none",
            ),
            unsafe(link_section = "visualize_future_0_1")
        )]
        #[cfg_attr(
            target_vendor = "apple",
            unsafe(link_section = "__DATA,__vis_fut_0_1,regular,no_dead_strip")
        )]
        #[cfg_attr(windows, unsafe(link_section = ".visf01$b"))]
    }
}

fn state(state: &State, rt: &TokenStream) -> TokenStream {
    let State {
        name,
        span,
        awaiting,
        saved,
        children,
    } = state;
    let place = location(*span, rt);
    let saved = saved.iter().map(|local| number(*local));
    let children = children.iter().map(|child| {
        let (place, awaiting) = (location(child.span, rt), &child.awaiting);
        quote_spanned!(site()=> #rt::Child::new(#place, #awaiting))
    });
    quote_spanned! {site()=>
        #rt::State::new(#name, #place, #awaiting, &[#(#saved),*], &[#(#children),*])
    }
}

fn local(local: &Local, emission: &Emission<'_>) -> TokenStream {
    let rt = &emission.rt;
    let Local { name, span, .. } = local;
    let kind = word(match local.kind {
        LocalKind::Parameter => "Parameter",
        LocalKind::Local => "Local",
        LocalKind::Awaitee => "Awaitee",
        LocalKind::Temporary => "Temporary",
    });
    let place = location(*span, rt);
    let ty = optional(local.ty.as_ref(), rt);
    let borrows = local.borrows.iter().map(|local| number(*local));
    quote_spanned! {site()=>
        #rt::LocalInfo::new(#name, #rt::LocalKind::#kind, #place, #ty, &[#(#borrows),*])
    }
}

/// What the arguments say of the trace.
fn options(emission: &Emission<'_>) -> TokenStream {
    let site = site();
    let Emission { rt, args, .. } = emission;
    let target = args
        .target
        .as_ref()
        .map(|target| quote_spanned!(site=> target: #target,));
    let level = args.level.as_ref().map(|level| {
        let level = level.tokens(rt);
        quote_spanned!(site=> level: #level,)
    });
    let names = arguments::field_names(emission);
    let fields = (!names.is_empty()).then(|| quote_spanned!(site=> fields: &[#(#names),*],));
    // Whether the runtime can do it, the runtime knows: if not, its macro is an error, which is to
    // stand at the argument.
    let xray = args.xray.map(|at| {
        let at = at.resolved_at(site);
        let rt = Ident::new(&runtime().to_string(), at);
        let enabled = quote_spanned!(at=> #rt::xray!());
        quote_spanned!(site=> xray: #enabled,)
    });
    if target.is_none() && level.is_none() && fields.is_none() && xray.is_none() {
        return quote_spanned!(site=> #rt::Options::DEFAULT);
    }
    // clippy minds a rest of which nothing is taken.
    let all = target.is_some() && level.is_some() && fields.is_some() && xray.is_some();
    let rest = (!all).then(|| quote_spanned!(site=> ..#rt::Options::DEFAULT));
    quote_spanned!(site=> #rt::Options { #target #level #fields #xray #rest })
}

fn location(span: Span, rt: &TokenStream) -> TokenStream {
    let Location { file, line, column } = Location::of(span);
    let (line, column) = (number(line), number(column));
    quote_spanned!(site()=> #rt::Location::new(#file, #line, #column))
}

fn via(via: Via) -> Ident {
    word(match via {
        Via::Flow => "Flow",
        Via::Loop => "Loop",
        Via::Try => "Try",
        Via::Return => "Return",
    })
}

fn optional(text: Option<&String>, rt: &TokenStream) -> TokenStream {
    match text {
        Some(text) => quote_spanned!(site()=> #rt::Option::Some(#text)),
        None => quote_spanned!(site()=> #rt::Option::None),
    }
}

fn word(word: &str) -> Ident {
    Ident::new(word, site())
}

fn number(number: usize) -> Literal {
    Literal::usize_unsuffixed(number)
}
