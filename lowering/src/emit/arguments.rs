//! What the future carries for being watched, and the fields of its span.

use proc_macro2::{Literal, TokenStream};
use quote::quote_spanned;
use syn::ext::IdentExt as _;

use super::{Emission, descriptor, site};
use crate::function::{Form, Function, Param};

/// The names of the span's fields beside the runtime's own: the recorded parameters, and then
/// what `fields(…)` adds.
pub(super) fn field_names(emission: &Emission<'_>) -> Vec<String> {
    let parameters = recorded(emission).map(|param| param.ident.unraw().to_string());
    let fields = emission.args.fields.iter().map(|field| field.name.clone());
    parameters.chain(fields).collect()
}

/// The expression that begins to watch the future; it records the fields if somebody listens.
pub(super) fn watch(emission: &Emission<'_>) -> TokenStream {
    let site = site();
    let rt = &emission.rt;
    let machine = descriptor::machine();
    let parameters: Vec<&Param> = recorded(emission).collect();
    let recorded = parameters.iter().enumerate().map(|(index, param)| {
        let index = Literal::usize_unsuffixed(index);
        let ident = &param.ident;
        quote_spanned!(site=> #rt::record!(arguments, #index, #ident);)
    });
    let fields = emission.args.fields.iter().enumerate();
    let fields = fields.filter_map(|(index, field)| {
        let index = Literal::usize_unsuffixed(parameters.len() + index);
        let value = field.tokens(rt)?;
        Some(quote_spanned!(site=> arguments.set(#index, #value);))
    });
    let parent = emission
        .args
        .parent
        .as_ref()
        .map(|parent| quote_spanned!(site=> arguments.set_parent(#parent);));
    let code: Vec<TokenStream> = recorded.chain(fields).chain(parent).collect();
    if code.is_empty() {
        return quote_spanned!(site=> #rt::watch_parameters(&#machine, |_| {}));
    }
    if code.len() == parameters.len() {
        return quote_spanned!(site=> #rt::watch_parameters(&#machine, |arguments| { #(#code)* }));
    }
    quote_spanned!(site=> #rt::watch(&#machine, |arguments| { #(#code)* }))
}

/// The parameters that are recorded: those with a name, unless it starts with `_` or they are
/// skipped.
///
/// Not in a future that another attribute has boxed: it has bound the parameters in ways of its
/// own.
fn recorded<'a>(emission: &Emission<'a>) -> impl Iterator<Item = &'a Param> {
    let args = emission.args;
    let Function { params, form, .. } = emission.function;
    let boxed = matches!(form, Form::Boxed { .. });
    params.iter().filter(move |param| {
        !boxed
            && (param.is_self() || param.is_simple())
            && param.attrs.is_empty()
            && !param.is_unused()
            && args.records(&param.ident)
    })
}
