//! The compiler inside `visualize_future`: from an `async fn` to a state machine, without rustc.
//!
//! In reading order: [`args`] and [`input`] take the attribute and its function apart,
//! [`conditional`] has rustc say what of it exists, [`suspend`] numbers the suspension points, [`ir`] makes the machine, [`explicit`] and
//! [`compiler`] are the two lowerings, and [`emit`] writes the function around them.

pub mod args;
pub mod compiler;
pub mod conditional;
pub mod edition;
pub mod emit;
pub mod explicit;
pub mod function;
mod hide;
pub mod idle;
pub mod input;
mod internal_error;
pub mod ir;
mod known_macros;
pub mod location;
pub mod machine;
mod nesting;
pub mod reason;
mod remarks;
pub mod source;
pub mod suspend;
pub mod suspension;

use proc_macro2::TokenStream;
use syn::{Error, Result};

use args::{Args, Choice};
use conditional::Configuration;
use edition::Edition;
use emit::Emission;
use explicit::Explicit;
use function::Function;
use input::{Input, Item};
use internal_error::{Step, caught};
use ir::Ir;
use quote::ToTokens as _;
use reason::{Reason, ReasonKind};

/// From the attribute's arguments and the item that it stands on to what takes their place.
///
/// Where something is wrong, that is an error for each mistake, and the item as it was written,
/// so that the user sees no error that is but a consequence. A mistake of ours is caught: it costs
/// the user the enum, with a [`Reason`], and where it is not the enum that fails, it is an error.
///
/// The function is taken for one of edition 2024; [`expand_in`] takes another.
pub fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    expand_in(Edition::Since2024, args, item)
}

/// As [`expand`], for a function of that edition.
pub fn expand_in(edition: Edition, args: TokenStream, item: TokenStream) -> TokenStream {
    let work = || match expanded(edition, args, item.clone()) {
        Ok(tokens) => tokens,
        Err(error) => with_error(error, item.clone()),
    };
    caught(Step::Rest, work).unwrap_or_else(|message| internal_error::report(&message, item))
}

fn with_error(error: Error, item: TokenStream) -> TokenStream {
    let mut tokens = error.into_compile_error();
    tokens.extend(item);
    tokens
}

/// As [`expand_in`], for a function on which rustc has answered what
/// [`conditional`] asks, and which has passed through [`expand_in`] before.
pub fn expand_resolved(edition: Edition, args: TokenStream, item: TokenStream) -> TokenStream {
    caught(Step::Rest, || resolved(edition, args, item.clone()))
        .unwrap_or_else(|message| internal_error::report(&message, item))
}

fn resolved(edition: Edition, args: TokenStream, item: TokenStream) -> TokenStream {
    if let Err(error) = nesting::check(item.clone()) {
        return with_error(error, item);
    }
    let (args, _) = Args::parse(args);
    let mut item: Item = match syn::parse2(input::opened(item.clone())) {
        Ok(item) => item,
        Err(_) => return item,
    };
    let answers = conditional::answers(&mut item);
    // What rustc sees in any case.
    let written = conditional::print(&item);
    if conditional::conditions(&mut item).is_some() {
        conditional::resolve(&mut item, |number| answers.contains(&number));
    }
    // Where the future has been removed, nothing is to be seen.
    let Ok(Input::Function(mut function)) = Input::of(item) else {
        return written;
    };
    function.edition = edition;
    lower(&function, &args).unwrap_or_else(|error| with_error(error, written))
}

fn expanded(edition: Edition, arguments: TokenStream, item: TokenStream) -> Result<TokenStream> {
    nesting::check(arguments.clone())?;
    nesting::check(item.clone())?;
    let item = input::opened(item);
    let (args, mistakes) = Args::parse(arguments.clone());
    let input = Input::read(item.clone());
    let mut function = match (input, mistakes) {
        (Err(mut error), Some(mistakes)) => {
            error.combine(mistakes);
            return Err(error);
        }
        (Err(error), None) | (Ok(_), Some(error)) => return Err(error),
        (Ok(Input::Declaration), None) => return Ok(item),
        (Ok(Input::Function(function)), None) => *function,
    };
    args.check_skips(&function)?;
    if let Some(asking) = conditional::ask(&args.krate(), &arguments, item) {
        return Ok(asking);
    }
    function.edition = edition;
    lower(&function, &args)
}

/// What stands in the way of the explicit enum for this function; nothing where it becomes one.
///
/// Nobody says here which `cfg`s hold: what is told is what stands in the way in any of the
/// [configurations](Configuration::of) in which each of them holds, and does not.
///
/// # Errors
/// If the attribute cannot stand on it.
pub fn outcome(edition: Edition, item: TokenStream) -> Result<Vec<Reason>> {
    nesting::check(item.clone())?;
    let item = input::opened(item);
    let read = || syn::parse2::<Item>(item.clone());
    let reasons = |item| match Input::of(item)? {
        Input::Function(mut function) => {
            function.edition = edition;
            Ok(explicit(&function, &TokenStream::new(), |_, _, _| ())
                .err()
                .unwrap_or_default())
        }
        Input::Declaration => Ok(Vec::new()),
    };
    let Some(conditions) = conditional::conditions(&mut read()?) else {
        return reasons(read()?);
    };
    let mut all = Vec::new();
    for configuration in Configuration::of(&conditions) {
        let holding = configuration.holding(&conditions);
        let mut item = read()?;
        conditional::conditions(&mut item);
        conditional::resolve(&mut item, |number| holding.contains(&number));
        // Without the `async` block that is its future, it is as it was written.
        all.extend(reasons(item).unwrap_or_default());
    }
    Ok(reason::in_order(all))
}

fn lower(function: &Function, args: &Args) -> Result<TokenStream> {
    let rt = emit::descriptor::runtime().into_token_stream();
    let reasons = match args.lowering {
        Choice::Compiler => Vec::new(),
        Choice::Auto | Choice::Explicit => {
            let emit = |lowered: &Function, ir: &Ir, explicit: &Explicit| {
                emit::explicit(&Emission::new(lowered, args, &ir.machine), explicit)
            };
            match explicit(function, &rt, emit) {
                Ok(tokens) => return Ok(tokens),
                Err(reasons) => reasons,
            }
        }
    };
    if args.lowering == Choice::Explicit {
        return Err(errors(&reasons));
    }
    let (function, ir) = numbered(function);
    let emission = Emission::new(&function, args, &ir.machine);
    let reasons = match reasons.is_empty() {
        true => &function.unseen,
        false => &reasons,
    };
    Ok(emit::compiler(&emission, reasons))
}

/// The function with its suspension points numbered, and its machine.
fn numbered(function: &Function) -> (Function, Ir) {
    let mut function = function.clone();
    suspend::number(&mut function);
    let ir = ir::build(&function);
    (function, ir)
}

/// What is made of the function as an enum, or what stands in the way, a mistake of ours included.
fn explicit<T>(
    function: &Function,
    rt: &TokenStream,
    make: impl FnOnce(&Function, &Ir, &Explicit) -> T,
) -> std::result::Result<T, Vec<Reason>> {
    let work = || {
        let (lowered, ir, explicit) = enumerated(function, rt)?;
        Ok(make(&lowered, &ir, &explicit))
    };
    caught(Step::Explicit, work)
        .unwrap_or_else(|message| Err(vec![internal_error::reason(&function.sig, message)]))
}

/// The function as an enum, or what stands in the way. Where macros that nobody knows do, they are
/// put into blocks of their own, if that removes all that does.
fn enumerated(
    function: &Function,
    rt: &TokenStream,
) -> std::result::Result<(Function, Ir, Explicit), Vec<Reason>> {
    let (plain, ir) = numbered(function);
    let reasons = match explicit::lower(&plain, &ir, rt) {
        Ok(explicit) => return Ok((plain, ir, explicit)),
        Err(reasons) => reasons,
    };
    let is_macro = |reason: &Reason| reason.kind == ReasonKind::UnknownMacro;
    let mut hidden = function.clone();
    if reasons.iter().any(is_macro) && hide::macros(&mut hidden) {
        let (mut hidden, ir) = numbered(&hidden);
        if let Ok(explicit) = explicit::lower(&hidden, &ir, rt) {
            // The judge sees what the user wrote.
            hidden.block.clone_from(&function.block);
            return Ok((hidden, ir, explicit));
        }
    }
    Err(reasons)
}

/// An error for each reason.
fn errors(reasons: &[Reason]) -> Error {
    let error = |reason: &Reason| {
        let message = format!("no explicit state machine for this: {}", reason.message());
        Error::new(reason.span, message)
    };
    let mut errors = reasons.iter().map(error);
    let mut first = errors
        .next()
        .unwrap_or_else(|| Error::new(emit::site(), "no explicit state machine for this"));
    errors.for_each(|error| first.combine(error));
    first
}
