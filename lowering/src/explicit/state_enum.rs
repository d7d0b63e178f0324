//! The enum, and what the runtime must know of it.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::arms::{ArmId, Facts};
use super::names::{Held, Names, type_parameter};
use super::places::places;
use super::rests::Rests;
use crate::ir::Ir;
use crate::ir::build::FIRST_SUSPEND;
use crate::ir::local::LocalId;
use crate::location::Location;

/// A field of a state.
#[derive(Clone)]
pub(super) struct Field {
    /// The variable that holds its address in the poll code.
    pub(super) variable: Ident,
    /// Its name in the enum.
    name: Ident,
    ty: Type,
    /// Its number in the machine's list of saved locals; none for a drop flag.
    local: Option<usize>,
}

#[derive(Clone)]
enum Type {
    Parameter(Ident),
    /// What is left of a local of that type.
    Rest(Ident, Ident),
    Flag,
}

/// The states of a machine and their fields.
pub(super) struct StateEnum {
    name: Ident,
    /// `Unresumed`, then `Suspend0` and so forth.
    states: Vec<Vec<Field>>,
    /// Each field once, with the state in which it is found.
    all: Vec<(usize, Field)>,
    /// The locals that each arm finds in the enum when it starts, but the one that starts at
    /// `Unresumed`: those of the states, and those where paths meet.
    alive: Vec<Alive>,
    /// Fields that are a further saved local in other states: a statement with several suspension
    /// points is what is awaited at each.
    others: Vec<(Ident, usize)>,
}

/// What an arm finds in the enum when it starts.
struct Alive {
    arm: ArmId,
    /// The states in which it does, and its own number.
    states: Vec<ArmId>,
    locals: Vec<Held>,
}

/// The suspension point whose awaitee a state has: its own, or the first one of the statement that
/// rustc's own coroutine runs.
fn leader(facts: &Facts, suspension: usize) -> usize {
    let state = FIRST_SUSPEND + suspension;
    let statement = facts
        .statements
        .iter()
        .find(|(_, statement)| statement.states.contains(&state));
    statement.map_or(suspension, |(arm, _)| arm - FIRST_SUSPEND)
}

/// The fields of each state: the drop flags and what is noted of moved parts, a byte each, for
/// which there is room behind the tag; the locals, in the order that [`places`] finds; and the
/// awaitee.
pub(super) fn states(
    ir: &Ir,
    names: &Names,
    slots: &BTreeSet<LocalId>,
    flagged: &BTreeSet<LocalId>,
    rests: &Rests,
    scopes: &[Vec<LocalId>],
    facts: &Facts,
) -> StateEnum {
    let flags = || {
        let flagged = flagged.iter().filter(|local| slots.contains(local));
        flagged.map(|&local| {
            let flag = names.flag(local);
            Field {
                name: flag.clone(),
                variable: flag,
                ty: Type::Flag,
                local: None,
            }
        })
    };
    let noted = || {
        let noted = slots.iter().filter(|local| rests.is_stored(**local));
        noted.map(|&local| {
            let rest = names.rest(local);
            let of = type_parameter(&names.local(local));
            Field {
                ty: Type::Rest(type_parameter(&rest), of),
                name: rest.clone(),
                variable: rest,
                local: None,
            }
        })
    };
    let local = |local: LocalId| {
        let variable = names.local(local);
        Field {
            ty: Type::Parameter(type_parameter(&variable)),
            name: variable.clone(),
            variable,
            local: ir.saved_index[local.0],
        }
    };
    let awaitees = ir.machine.locals.len() - scopes.len();
    let awaitee = |suspension: usize| {
        let variable = names.awaitee(leader(facts, suspension));
        Field {
            ty: Type::Parameter(type_parameter(&variable)),
            name: Ident::new("awaitee", Span::mixed_site()),
            variable,
            local: Some(awaitees + suspension),
        }
    };
    let states: Vec<Vec<Field>> = places(ir, slots, scopes, facts)
        .into_iter()
        .enumerate()
        .map(|(index, locals)| {
            let awaitee = index.checked_sub(1).map(awaitee);
            let fields = locals.into_iter().map(local).chain(awaitee);
            let mut fields = fields.peekable();
            let is_empty = fields.peek().is_none();
            let bytes = flags().chain(noted()).filter(|_| !is_empty);
            bytes.chain(fields).collect()
        })
        .collect();
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for (index, state) in states.iter().enumerate() {
        for field in state {
            if seen.insert(field.variable.to_string()) {
                all.push((index, field.clone()));
            }
        }
    }
    let name = camel_case(&ir.machine.name);
    let alive = facts
        .starts
        .iter()
        .filter(|(arm, _)| **arm != 0)
        .map(|(arm, (point, scope))| {
            let needed = scope
                .iter()
                .copied()
                .filter(|local| ir.needed_at(*point, *local));
            let locals = match facts.statements.get(arm) {
                Some(statement) => statement.alive.clone(),
                None => needed
                    .map(|local| Held {
                        local,
                        flagged: !ir.holds(*point, local).surely(),
                        parted: rests.may_be_moved(*point, local),
                    })
                    .collect(),
            };
            Alive {
                arm: *arm,
                states: facts.states_of(*arm),
                locals,
            }
        })
        .collect();
    let mut others = Vec::new();
    for suspension in 0..scopes.len() {
        let leader = leader(facts, suspension);
        if leader != suspension {
            others.push((names.awaitee(leader), awaitees + suspension));
        }
    }
    StateEnum {
        alive,
        others,
        name: format_ident!("{}Future", name, span = Span::mixed_site()),
        states,
        all,
    }
}

impl StateEnum {
    /// The variables that hold the fields' addresses in the poll code.
    pub(super) fn variables(&self) -> impl Iterator<Item = &Ident> {
        self.all.iter().map(|(_, field)| &field.variable)
    }

    /// The closure from the parameters to the enum's first value; it defines the enum.
    pub(super) fn tokens(&self, ir: &Ir, names: &Names, rt: &TokenStream) -> TokenStream {
        let name = &self.name;
        let generics: Vec<&Ident> = self
            .all
            .iter()
            .filter_map(|(_, field)| match &field.ty {
                Type::Parameter(ident) | Type::Rest(ident, _) => Some(ident),
                Type::Flag => None,
            })
            .collect();
        let bounded = self.all.iter().filter_map(|(_, field)| match &field.ty {
            Type::Parameter(ident) => Some(ident.to_token_stream()),
            Type::Rest(ident, of) => Some(quote!(#ident: #rt::Remainder<#of>)),
            Type::Flag => None,
        });
        let variants = self.states.iter().enumerate().map(|(index, fields)| {
            let (variant, number) = variant(index);
            let fields = fields.iter().map(|Field { name, ty, .. }| {
                let ty = ty.tokens();
                quote!(#name: #rt::Slot<#ty>)
            });
            let waits = (index > 0).then(|| {
                let state = &ir.machine.states[number];
                let line = Location::of(state.span).line;
                let waits = format!(" Waits at line {line}: `{}`.", state.awaiting);
                quote!(#[doc = #waits])
            });
            quote!(#waits #variant { #(#fields),* })
        });
        let (unresumed, suspended): (Vec<_>, Vec<_>) =
            variants.enumerate().partition(|(index, _)| *index == 0);
        let unresumed = unresumed.into_iter().map(|(_, variant)| variant);
        let suspended = suspended.into_iter().map(|(_, variant)| variant);
        let types = self.all.iter().map(|(_, field)| field.ty.tokens());
        let variables: Vec<&Ident> = self.variables().collect();
        let looks = self.looks(rt);
        let drops = self.drops(ir, names);
        let visits = self.all.iter().filter_map(|(_, field)| {
            let local = Literal::usize_unsuffixed(field.local?);
            let variable = &field.variable;
            Some(quote!(visit(#variable.info(#local));))
        });
        let others = self.others.iter().map(|(variable, local)| {
            let local = Literal::usize_unsuffixed(*local);
            quote!(visit(#variable.info(#local));)
        });
        let first = self.first_value(ir, names, rt);
        let parameters = ir.resolved.parameters.iter();
        let parameters = parameters.map(|local| names.local(*local));
        // The variants are numbered from zero. Were the numbers written, each would be a constant
        // with a body of its own, which the compiler checks and evaluates.
        quote!(|(#(#parameters,)*)| {
            #[repr(u8)]
            enum #name<#(#generics),*> {
                #(#unresumed,)*
                Returned,
                Panicked,
                #(#suspended,)*
            }
            // SAFETY: what stands before a field is the same in each state that has it.
            unsafe impl<#(#bounded),*> #rt::StateEnum for #name<#(#generics),*> {
                type Fields = (#(#rt::Field<#types>,)*);
                #[inline(always)]
                unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                    unsafe {
                        let tag = enum_at.cast::<u8>().read();
                        #looks
                        enum_at.cast::<u8>().write(tag);
                        (#(#variables,)*)
                    }
                }
                unsafe fn drop_state((#(#variables,)*): Self::Fields, state: u8, awaitee: bool) {
                    match state {
                        #drops
                        _ => {}
                    }
                }
                fn visit((#(#variables,)*): Self::Fields, visit: &mut dyn #rt::FnMut(#rt::FieldInfo)) {
                    #(#visits)*
                    #(#others)*
                }
            }
            #first
        })
    }

    /// Finds the address of each field in a state that has it.
    fn looks(&self, rt: &TokenStream) -> TokenStream {
        let name = &self.name;
        let mut tokens = TokenStream::new();
        for index in 0..self.states.len() {
            let found: Vec<&Field> = self
                .all
                .iter()
                .filter(|(state, _)| *state == index)
                .map(|(_, field)| field)
                .collect();
            if found.is_empty() {
                continue;
            }
            let (variant, number) = variant(index);
            let number = Literal::usize_unsuffixed(number);
            let locals: Vec<&Ident> = found.iter().map(|field| &field.variable).collect();
            let fields = found.iter().map(|field| {
                let Field { name, variable, .. } = field;
                match name == variable {
                    true => quote!(#variable),
                    false => quote!(#name: #variable),
                }
            });
            tokens.extend(quote! {
                let (#(#locals,)*) = match #rt::in_state(enum_at, #number) {
                    #name::#variant { #(#fields,)* .. } => (#(#rt::field(#locals),)*),
                    _ => #rt::unreachable(),
                };
            });
        }
        tokens
    }

    /// Drops what is alive in each state: the awaitee, then the locals in the reverse order of
    /// their declaration.
    fn drops(&self, ir: &Ir, names: &Names) -> TokenStream {
        let parameters = ir.resolved.parameters.iter().rev();
        // What has never been polled holds its parameters as a struct would.
        let unresumed = parameters.map(|local| names.resumed(*local, false, None));
        let mut drops: Vec<(Vec<ArmId>, TokenStream)> = vec![(vec![0], unresumed.collect())];
        for alive in &self.alive {
            let resumes = alive.locals.iter();
            let resumes = resumes.map(|held| {
                let parts = held.parted.then(|| names.parts(held.local, true));
                names.resumed(held.local, held.flagged, parts)
            });
            let mut code: TokenStream = resumes.collect();
            let suspension = alive.arm.checked_sub(FIRST_SUSPEND);
            if let Some(index) = suspension.filter(|index| *index < ir.graph.suspends.len()) {
                let name = names.awaitee(index);
                code.extend(quote!(let #name = #name.resume_if(awaitee);));
            }
            let text = code.to_string();
            match drops
                .iter_mut()
                .find(|(_, other)| other.to_string() == text)
            {
                Some((states, _)) => states.extend(&alive.states),
                None => drops.push((alive.states.clone(), code)),
            }
        }
        let arms = drops.iter().filter(|(_, code)| !code.is_empty());
        arms.map(|(states, code)| {
            let states = states.iter().copied().map(Literal::usize_unsuffixed);
            quote!(#(#states)|* => { #code })
        })
        .collect()
    }

    /// The parameters' values, in a tuple.
    pub(super) fn parameters(&self, ir: &Ir, names: &Names) -> TokenStream {
        let values = ir.resolved.parameters.iter().map(|local| {
            let ident = &ir.resolved.locals[local.0].ident;
            // `self` goes to the original; the enum gets the second name of it.
            match ident == "self" {
                true => names.local(*local),
                false => ident.clone(),
            }
        });
        quote!((#(#values,)*))
    }

    fn first_value(&self, ir: &Ir, names: &Names, rt: &TokenStream) -> TokenStream {
        let name = &self.name;
        let parameters = ir.resolved.parameters.iter();
        let live: Vec<Ident> = parameters.map(|local| names.flag(*local)).collect();
        let fields = self.states[0].iter().map(|field| &field.name);
        let values = self.states[0].iter().map(|field| match &field.ty {
            Type::Rest(..) => quote!(#rt::Rest::whole()),
            Type::Flag => live.contains(&field.variable).to_token_stream(),
            Type::Parameter(_) => field.variable.to_token_stream(),
        });
        quote!(#name::Unresumed { #(#fields: #rt::slot(#values)),* })
    }
}

impl Type {
    fn tokens(&self) -> TokenStream {
        match self {
            Type::Parameter(ident) | Type::Rest(ident, _) => quote!(#ident),
            Type::Flag => quote!(bool),
        }
    }
}

/// The name and number of the state at an index of `states`.
fn variant(index: usize) -> (Ident, usize) {
    match index {
        0 => (Ident::new("Unresumed", Span::mixed_site()), 0),
        index => (
            format_ident!("Suspend{}", index - 1, span = Span::mixed_site()),
            FIRST_SUSPEND + index - 1,
        ),
    }
}

fn camel_case(name: &str) -> String {
    name.split('_')
        .flat_map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(char::to_uppercase)
                .into_iter()
                .flatten()
                .chain(letters)
        })
        .collect()
}
