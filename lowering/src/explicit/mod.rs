//! The explicit lowering: an enum whose variants are the states, and a closure that steps it.
//!
//! In reading order: `checks` looks for what rules the enum out, `split` takes the body apart at
//! its suspension points, `arms` makes the poll code from that, twice (the first run finds out
//! which locals the arms hand to each other, `modes` decides how each arm holds them), `order` puts
//! the arms one after the other, `places` finds an order of the fields, and `state_enum` makes the
//! enum.

mod arms;
mod checks;
mod mention;
mod modes;
mod names;
mod nested;
mod node;
mod order;
mod places;
mod rests;
mod rewrite;
mod split;
mod state_enum;
pub(crate) mod temporaries;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::function::{Form, Function};
use crate::ir::Ir;
use crate::ir::build::FIRST_SUSPEND;
use crate::ir::local::LocalId;
use crate::reason::{Reason, ReasonKind, in_order};

/// The pieces of the explicit lowering.
pub struct Explicit {
    /// What comes before the original: a second name for `self`.
    pub prelude: TokenStream,
    /// The parameters' values, in a tuple; it uses up their variables.
    pub parameters: TokenStream,
    /// The closure from those to the enum's first value; it defines the enum.
    pub state: TokenStream,
    /// The closure that steps the machine.
    pub step: TokenStream,
    /// The type that the function returns, as far as it can be named in its body.
    pub output: TokenStream,
    /// The items of the body: they exist once, before everything else, and not in the original.
    pub items: Vec<syn::Item>,
}

/// Lowers a function to an enum, unless something stands in the way. `rt` is the path of the
/// runtime's hidden module.
pub fn lower(function: &Function, ir: &Ir, rt: &TokenStream) -> Result<Explicit, Vec<Reason>> {
    let mut reasons = checks::function(function, ir);
    let (block, found) = split::split(ir, function.edition);
    reasons.extend(found);
    if !reasons.is_empty() {
        return Err(in_order(reasons));
    }
    let names = names::Names::new(ir);
    let output = output(function);
    let emit = |modes: &arms::Modes| arms::emit(ir, &block, &names, modes, rt, &output);
    let (mut lent, mut in_place) = (BTreeSet::new(), BTreeSet::new());
    let (modes, code, mut flagged) = loop {
        let mut facts = emit(&arms::Modes::default()).facts;
        let flagged = facts.flagged.clone();
        facts.lent.extend(&lent);
        facts.in_place.extend(&in_place);
        let modes = modes::decide(ir, facts);
        let code = emit(&modes);
        // A closure that captures a local in the enum makes others lie there.
        if code.facts.lent.is_subset(&modes.slots) && code.facts.in_place.is_subset(&in_place) {
            break (modes, code, flagged);
        }
        lent.extend(&code.facts.lent);
        in_place.extend(&code.facts.in_place);
    };
    flagged.extend(&code.facts.flagged);
    let mut reasons = code.facts.reasons.clone();
    reasons.extend(checks::declarations(ir, &modes));
    if code.arms.len() + 3 > usize::from(u8::MAX) {
        let span = ir.machine.span;
        reasons.push(Reason::new(
            ReasonKind::TooManyStates,
            span,
            code.arms.len().to_string(),
        ));
    }
    if !reasons.is_empty() {
        return Err(in_order(reasons));
    }
    let scopes: Vec<Vec<_>> = (0..function.suspensions.len())
        .map(|suspension| {
            code.facts
                .scopes
                .get(&suspension)
                .cloned()
                .unwrap_or_default()
        })
        .collect();
    let states = state_enum::states(
        ir,
        &names,
        &modes.slots,
        &flagged,
        &modes.rests,
        &scopes,
        &code.facts,
    );
    let (frame, cx, at) = (names.frame(), names.cx(), names.at());
    let variables = states.variables();
    let values = &code.values;
    let last_state = FIRST_SUSPEND + ir.graph.suspends.len();
    let states_of = |arm| match arm {
        0 => vec![0],
        arm if (FIRST_SUSPEND..last_state).contains(&arm) => code.facts.states_of(arm),
        _ => Vec::new(),
    };
    let arms = order::order(&code.arms, &code.facts.jumps, &states_of, &names, rt);
    let nothing = rests::Code::default();
    let rest_of = |local: &LocalId| code.rests.get(local).unwrap_or(&nothing);
    let wholes = modes
        .rests
        .locals()
        .map(|(local, stored)| rest_of(&local).declaration(local, stored, &names, rt));
    let rests = modes
        .rests
        .locals()
        .map(|(local, _)| rest_of(&local).closure(local, &names, rt));
    let step = quote! {
        |#frame: #rt::Opened<_>, #cx: &mut #rt::Context<'_>| -> #rt::Poll<#output> {
            let ((#(#variables,)*), #frame) = #frame.open();
            #(#values)*
            #(#wholes)*
            let mut #at = #rt::At::new(#frame);
            #arms
            #(#rests)*
        }
    };
    let items = function
        .block
        .stmts
        .iter()
        .filter_map(|stmt| match stmt {
            syn::Stmt::Item(item) => Some(item.clone()),
            _ => None,
        })
        .collect();
    let receiver = ir
        .resolved
        .parameters
        .iter()
        .find(|local| ir.resolved.locals[local.0].ident == "self")
        .map(|local| names.local(*local));
    let prelude = receiver
        .map(|this| quote!(let #this = #rt::alias(&self);))
        .into_iter()
        .collect();
    let parameters = states.parameters(ir, &names);
    Ok(Explicit {
        prelude,
        parameters,
        state: states.tokens(ir, &names, rt),
        step,
        output,
        items,
    })
}

/// Whether the output is `_`, since it cannot be named.
pub(crate) fn is_inferred(output: &TokenStream) -> bool {
    output.to_string() == "_"
}

/// The type that the function returns, as far as it can be named in its body.
fn output(function: &Function) -> TokenStream {
    match &function.sig.output {
        _ if matches!(function.form, Form::Boxed { .. }) => quote!(_),
        syn::ReturnType::Default => quote!(()),
        syn::ReturnType::Type(_, ty) if checks::has_impl_trait(ty) => quote!(_),
        syn::ReturnType::Type(_, ty) => ty.to_token_stream(),
    }
}
