//! What must hold of what the lowering makes of an input.

use std::panic::{self, AssertUnwindSafe};

use proc_macro2::TokenStream;
use quote::quote;
use visualize_future_lowering::edition::Edition;
use visualize_future_lowering::{expand_in, expand_resolved, outcome};

use crate::input::{Input, Place};
use crate::panics;
use crate::token::to_stream;

/// The way to the lowering, for tests to replace it by one that is wrong.
pub type Expand = fn(Edition, TokenStream, TokenStream) -> TokenStream;

/// What the lowering made of an input, if nothing is wrong.
#[derive(Debug, Default, Clone, Copy)]
pub struct Seen {
    /// Whether it is a function that the attribute can stand on.
    pub accepted: bool,
    /// Whether it became an enum.
    pub explicit: bool,
    /// Whether it asked rustc about its `cfg`s.
    pub asked: bool,
}

/// Gives an input to the lowering.
///
/// # Errors
/// What is wrong.
pub fn check(input: &Input) -> Result<Seen, String> {
    let mut seen = check_with(input, expand_in)?;
    let item = || to_stream(&input.item);
    for edition in [Edition::Since2024, Edition::Before2024] {
        let reasons = quiet("the outcome", || outcome(edition, item()))?;
        seen.explicit |= reasons.is_ok_and(|reasons| reasons.is_empty());
        for item in [item(), answered(edition, item())] {
            let args = to_stream(&input.args);
            let expanded = quiet("the resolved", || {
                expand_resolved(edition, args, item.clone())
            })?;
            // Such an item has passed the attribute before.
            if parses(input.place, item) {
                must_parse(input.place, "the resolved", expanded)?;
            }
        }
    }
    seen.asked = expand_in(Edition::Since2024, TokenStream::new(), item())
        .to_string()
        .contains(":: rt :: resolved");
    Ok(seen)
}

/// The same, with that for the attribute's first part.
///
/// # Errors
/// What is wrong.
pub fn check_with(input: &Input, expand: Expand) -> Result<Seen, String> {
    let item = to_stream(&input.item);
    let written = item.to_string();
    let well_formed = parses(input.place, item.clone());
    let args = [
        TokenStream::new(),
        quote!(lowering = "compiler"),
        quote!(lowering = "explicit"),
        to_stream(&input.args),
    ];
    let mut seen = Seen::default();
    for edition in [Edition::Since2024, Edition::Before2024] {
        for args in &args {
            let name = format!("`{args}`, {edition:?}");
            let expanded = quiet(&name, || expand(edition, args.clone(), item.clone()))?;
            let text = expanded.to_string();
            let is_error = text.starts_with(":: core :: compile_error !");
            if is_error && !text.ends_with(&written) {
                return Err(format!("{name}: the item is not kept: {text}"));
            }
            if args.is_empty() {
                seen.accepted = !is_error;
                if is_error && is_plain(input) {
                    return Err(format!("{name}: an `async fn` is refused: {text}"));
                }
            }
            // Where an error stands beside an item that does not parse, it is not ours.
            if well_formed {
                must_parse(input.place, &name, expanded)?;
            }
        }
    }
    Ok(seen)
}

/// Runs a step in which nothing may panic.
fn quiet<T>(name: &str, work: impl FnOnce() -> T) -> Result<T, String> {
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    match (panics::last(), result) {
        (None, Ok(result)) => Ok(result),
        (message, _) => Err(format!("{name}: panics: {}", message.unwrap_or_default())),
    }
}

fn must_parse(place: Place, name: &str, items: TokenStream) -> Result<(), String> {
    let around = place.around(items.clone());
    match syn::parse2::<syn::Item>(around) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("{name}: does not parse: {error}: {items}")),
    }
}

/// Whether items parse where they stand.
pub fn parses(place: Place, items: TokenStream) -> bool {
    syn::parse2::<syn::Item>(place.around(items)).is_ok()
}

/// Whether the attribute must take it: an `async fn` that is not refused by its signature, is not
/// nested too deep, and does not carry the attribute twice.
fn is_plain(input: &Input) -> bool {
    let item = to_stream(&input.item);
    let text = item.to_string();
    let Ok(item) = syn::parse2::<syn::ItemFn>(item) else {
        return false;
    };
    item.sig.asyncness.is_some()
        && item.sig.constness.is_none()
        && item.sig.abi.is_none()
        && !text.contains("visualize_future")
        && depth(&text) < 50
}

fn depth(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for char in text.chars() {
        match char {
            '(' | '[' | '{' | '<' | '&' | '|' | '!' | '-' | '*' => depth += 1,
            ')' | ']' | '}' | ';' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The item as it arrives the second time, when rustc has said that each second predicate holds.
fn answered(edition: Edition, item: TokenStream) -> TokenStream {
    let asking = expand_in(edition, TokenStream::new(), item.clone()).to_string();
    let count = asking.matches("rustfmt :: __visualize_future").count();
    let holding = (0..count).step_by(2).map(|number| {
        let number = proc_macro2::Literal::usize_unsuffixed(number);
        quote!(#[rustfmt::__visualize_future(#number)])
    });
    quote!(#(#holding)* #item)
}
