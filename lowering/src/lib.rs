//! The compiler inside `visualize_future`: from an `async fn` to a state machine, without rustc.
//!
//! In reading order: [`args`] and [`input`] take the attribute and its function apart,
//! [`suspend`] numbers the suspension points, [`ir`] makes the machine, [`explicit`] and
//! [`compiler`] are the two lowerings, and [`emit`] writes the function around them.

pub mod args;
pub mod compiler;
pub mod edition;
pub mod emit;
pub mod explicit;
pub mod function;
pub mod input;
pub mod ir;
mod known_macros;
pub mod location;
pub mod machine;
pub mod reason;
pub mod source;
pub mod suspend;
pub mod suspension;

use proc_macro2::TokenStream;
use syn::{Error, Result};

use args::{Args, Choice};
use edition::Edition;
use emit::Emission;
use function::Function;
use input::Input;
use reason::Reason;

/// From the attribute's arguments and the item that it stands on to what takes their place.
///
/// Where something is wrong, that is an error for each mistake, and the item as it was written,
/// so that the user sees no error that is but a consequence.
///
/// The function is taken for one of edition 2024; [`expand_in`] takes another.
pub fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    expand_in(Edition::Since2024, args, item)
}

/// As [`expand`], for a function of that edition.
pub fn expand_in(edition: Edition, args: TokenStream, item: TokenStream) -> TokenStream {
    match expanded(edition, args, item.clone()) {
        Ok(tokens) => tokens,
        Err(error) => {
            let mut tokens = error.into_compile_error();
            tokens.extend(item);
            tokens
        }
    }
}

fn expanded(edition: Edition, args: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let (args, mistakes) = Args::parse(args);
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
    function.edition = edition;
    suspend::number(&mut function);
    lower(&function, &args)
}

/// What stands in the way of the explicit enum for this function; nothing where it becomes one.
///
/// # Errors
/// If the attribute cannot stand on it.
pub fn outcome(edition: Edition, item: TokenStream) -> Result<Vec<Reason>> {
    let Input::Function(mut function) = Input::read(item)? else {
        return Ok(Vec::new());
    };
    function.edition = edition;
    suspend::number(&mut function);
    let ir = ir::build(&function);
    let rt = TokenStream::new();
    Ok(explicit::lower(&function, &ir, &rt)
        .err()
        .unwrap_or_default())
}

fn lower(function: &Function, args: &Args) -> Result<TokenStream> {
    let ir = ir::build(function);
    let emission = Emission::new(function, args, &ir.machine);
    let explicit = match args.lowering {
        Choice::Compiler => Err(Vec::new()),
        Choice::Auto | Choice::Explicit => explicit::lower(function, &ir, &emission.rt),
    };
    match explicit {
        Ok(explicit) => Ok(emit::explicit(&emission, &explicit)),
        Err(reasons) if args.lowering == Choice::Explicit => Err(errors(&reasons)),
        Err(mut reasons) => {
            if reasons.is_empty() {
                reasons.clone_from(&function.unseen);
            }
            Ok(emit::compiler(&emission, &reasons))
        }
    }
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
