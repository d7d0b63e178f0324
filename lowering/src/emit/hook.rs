//! `ret` and `err`: a look at the value before it is handed on.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::{Emission, descriptor, site};
use crate::args::{Format, Level};

/// The hook on the returned value.
pub(super) fn hook(emission: &Emission<'_>) -> TokenStream {
    let site = site();
    let rt = &emission.rt;
    let args = emission.args;
    let machine = descriptor::machine();
    let level = |level: &Option<Level>, default: &'static str| {
        level.clone().unwrap_or(Level::Known(default)).tokens(rt)
    };
    let ret = args.ret.as_ref().map(|event| {
        // As `tracing` has it: at the level of the span, by `Debug`.
        let level = match &event.level {
            Some(level) => level.tokens(rt),
            None => level(&args.level, "INFO"),
        };
        let tell = match event.format {
            Some(Format::Display) => quote_spanned!(site=> returned_display),
            _ => quote_spanned!(site=> returned_debug),
        };
        quote_spanned!(site=> #rt::#tell(&#machine, #level, value))
    });
    let err = args.err.as_ref().map(|event| {
        let level = level(&event.level, "ERROR");
        let tell = match event.format {
            Some(Format::Debug) => quote_spanned!(site=> failed_debug),
            _ => quote_spanned!(site=> failed_display),
        };
        quote_spanned!(site=> #rt::#tell(&#machine, #level, error))
    });
    match (ret, err) {
        (None, None) => quote_spanned!(site=> #rt::NoHook),
        (Some(ret), None) => quote_spanned!(site=> |value: &_| #ret),
        (None, Some(err)) => quote_spanned! {site=>
            |result: &_| if let #rt::Result::Err(error) = result { #err }
        },
        // With `err`, only what is not an error counts as returned.
        (Some(ret), Some(err)) => quote_spanned! {site=>
            |result: &_| match result {
                #rt::Result::Ok(value) => #ret,
                #rt::Result::Err(error) => #err,
            }
        },
    }
}
