//! Saved locals of which parts are moved: what is left of them drops where they would have.
//!
//! Which uses those may be, [`Rests`] tells; how what is left drops, [`Code`] collects while the
//! arms are made, and [`code`] writes down as a closure (see `rt/rest.rs`).

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::Member;

use super::arms::Facts;
use super::names::Names;
use super::rewrite::{Argument, Part};
use crate::ir::Ir;
use crate::ir::graph::Event;
use crate::ir::local::LocalId;

/// The uses that may move a part of a local in the enum. Each has a bit.
#[derive(Default)]
pub(super) struct Rests {
    bits: BTreeMap<usize, u8>,
    locals: BTreeMap<LocalId, Parted>,
}

struct Parted {
    /// The uses, and the parts that they use.
    uses: Vec<(usize, Vec<String>)>,
    /// Where one of them may have come before.
    behind: Vec<bool>,
    /// Whether the machine has to note which have moved their part.
    stored: bool,
}

impl Rests {
    /// Of those locals, which lie in the enum.
    pub(super) fn new(
        ir: &Ir,
        facts: &Facts,
        slots: &BTreeSet<LocalId>,
        is_loaded: impl Fn(usize) -> bool,
    ) -> Self {
        let mut rests = Rests::default();
        for (id, mention) in ir.resolved.mentions.iter().enumerate() {
            let local = &ir.resolved.locals[mention.local.0];
            let in_a_box = local.ty.as_ref().is_some_and(is_box);
            if !slots.contains(&mention.local)
                || local.deferred
                || in_a_box
                || !mention.is_of_part()
                || !ir.flow.undecided(&ir.resolved, id)
                || is_loaded(id)
            {
                continue;
            }
            let Some(point) = ir.flow.point(id) else {
                continue;
            };
            let behind = ir.graph.reach(point, |node| match ir.graph.events[node] {
                Event::Declare(local, _) | Event::End(local) => local == mention.local,
                _ => false,
            });
            let parted = rests
                .locals
                .entry(mention.local)
                .or_insert_with(|| Parted::new(ir));
            // Uses that have no bit left are not decided.
            let Some(bit) = 1_u8.checked_shl(parted.uses.len() as u32) else {
                continue;
            };
            rests.bits.insert(id, bit);
            parted.uses.push((id, mention.path.clone()));
            for (all, this) in parted.behind.iter_mut().zip(behind) {
                *all |= this;
            }
        }
        let in_statements: BTreeSet<usize> = facts
            .statements
            .keys()
            .filter_map(|arm| facts.operands.get(&(arm - crate::ir::build::FIRST_SUSPEND)))
            .flatten()
            .copied()
            .collect();
        for (local, parted) in &mut rests.locals {
            parted.stored = parted.uses.iter().any(|(id, _)| in_statements.contains(id))
                || facts
                    .starts
                    .values()
                    .any(|(point, _)| parted.behind[*point] && ir.needed_at(*point, *local));
        }
        rests
    }

    /// The bit of a use.
    pub(super) fn bit(&self, mention: usize) -> Option<u8> {
        self.bits.get(&mention).copied()
    }

    /// Whether parts of the local may be moved.
    pub(super) fn is_parted(&self, local: LocalId) -> bool {
        self.locals.contains_key(&local)
    }

    /// The locals of which parts may be moved, and whether the machine notes which.
    pub(super) fn locals(&self) -> impl Iterator<Item = (LocalId, bool)> {
        let locals = self.locals.iter();
        locals.map(|(local, parted)| (*local, parted.stored))
    }

    /// Whether the machine has to note which uses have moved their parts.
    pub(super) fn is_stored(&self, local: LocalId) -> bool {
        self.locals.get(&local).is_some_and(|parted| parted.stored)
    }

    /// Whether parts of the local may have been moved when a point is reached.
    pub(super) fn may_be_moved(&self, point: usize, local: LocalId) -> bool {
        let parted = self.locals.get(&local);
        parted.is_some_and(|parted| parted.behind[point])
    }

    /// The bits of the uses that may have moved what an assignment to a part assigns to; none if
    /// they may have moved a part of that.
    pub(super) fn assigned(&self, local: LocalId, path: &[String]) -> Option<u8> {
        let uses = self
            .locals
            .get(&local)
            .map_or(&[][..], |parted| &parted.uses);
        let mut bits = 0;
        for (id, part) in uses {
            if part == path {
                bits |= self.bits[id];
            } else if part.starts_with(path) {
                return None;
            }
        }
        Some(bits)
    }
}

impl Parted {
    fn new(ir: &Ir) -> Self {
        Parted {
            uses: Vec::new(),
            behind: vec![false; ir.graph.events.len()],
            stored: false,
        }
    }
}

/// Whether a type as written is a `Box`, out of which parts can be moved.
fn is_box(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Path(path) => {
            let last = path.path.segments.last();
            last.is_some_and(|last| last.ident == "Box")
        }
        _ => false,
    }
}

/// A use of a part.
pub(super) struct Use {
    bit: u8,
    path: Vec<Member>,
    kind: Kind,
}

impl Use {
    fn new(part: &Part, kind: Kind) -> Self {
        Use {
            bit: part.bit,
            path: part.path.clone(),
            kind,
        }
    }
}

enum Kind {
    /// By value.
    Value,
    /// It is called, or a method of it: what follows it, and the number of the type that this gives.
    Called {
        used: TokenStream,
        output: Literal,
        call: bool,
    },
}

/// How what is left of a local drops.
#[derive(Default)]
pub(super) struct Code {
    uses: BTreeMap<usize, Use>,
    /// How many types of arguments and outputs are mentioned in it.
    types: usize,
}

impl Code {
    /// A use by value.
    pub(super) fn takes(&mut self, part: &Part) {
        self.uses.insert(part.mention, Use::new(part, Kind::Value));
    }

    /// A call of a part, or, with `method`, of a method of it. Gives the numbers of the types of its
    /// arguments, and of its output.
    pub(super) fn calls(
        &mut self,
        names: &Names,
        part: &Part,
        method: Option<&TokenStream>,
        arguments: &[Argument],
    ) -> Vec<Literal> {
        let first = self.types;
        self.types += arguments.len() + 1;
        let numbers = (first..self.types).map(Literal::usize_unsuffixed);
        let numbers: Vec<Literal> = numbers.collect();
        let output = Literal::usize_unsuffixed(self.types - 1);
        let types = names.types();
        let values = arguments
            .iter()
            .zip(&numbers)
            .map(|(argument, number)| argument.code(&quote!(#types.#number.hole())));
        let used = quote!((#(#values),*));
        let kind = Kind::Called {
            used: quote!(#method #used),
            output,
            call: method.is_none(),
        };
        self.uses.insert(part.mention, Use::new(part, kind));
        numbers
    }

    /// The declaration of what the poll code knows of the rest, before its arms.
    pub(super) fn declaration(
        &self,
        local: LocalId,
        stored: bool,
        names: &Names,
        rt: &TokenStream,
    ) -> TokenStream {
        let (rest, whole) = (names.rest(local), names.whole(local));
        let argued = (0..self.types).map(|_| quote!(#rt::Argued<_>,));
        let value = match stored {
            true => quote!(#rest.whole()),
            false => quote!(#rt::Rest::whole()),
        };
        quote!(let #whole: #rt::Rest<_, _, (#(#argued)*)> = #value;)
    }

    /// How the rest drops, behind the arms.
    pub(super) fn closure(&self, local: LocalId, names: &Names, rt: &TokenStream) -> TokenStream {
        let whole = names.whole(local);
        let (rest, moved, types) = (names.left(), names.moved(), names.types());
        let uses: Vec<&Use> = self.uses.values().collect();
        let body = forget(&uses, 0, names, rt);
        quote!(#whole.is(|mut #rest, #moved, #types| { #body });)
    }
}

/// Forgets what the uses have moved: of those of which one uses a part of what the other does, at
/// most one has.
fn forget(uses: &[&Use], depth: usize, names: &Names, rt: &TokenStream) -> TokenStream {
    let (rest, moved, types) = (names.left(), names.moved(), names.types());
    let (here, deeper): (Vec<&Use>, Vec<&Use>) =
        uses.iter().partition(|used| used.path.len() == depth);
    let mut parts: Vec<(&Member, Vec<&Use>)> = Vec::new();
    for used in deeper {
        let part = &used.path[depth];
        match parts.iter_mut().find(|(known, _)| *known == part) {
            Some((_, uses)) => uses.push(used),
            None => parts.push((part, vec![used])),
        }
    }
    let mut tokens: TokenStream = parts
        .iter()
        .map(|(_, uses)| forget(uses, depth + 1, names, rt))
        .collect();
    for used in here.iter().rev() {
        let bit = Literal::u8_unsuffixed(used.bit);
        let path = &used.path;
        let part = quote!(#rest #(.#path)*);
        let forgotten = match &used.kind {
            Kind::Value => quote!(#rt::keep(#part);),
            Kind::Called { used, output, call } => {
                let part = match call {
                    true => quote!((#part)),
                    false => part,
                };
                let given = names.given();
                // The closure is told of the type of what the use gives, and of no lifetime in
                // it, since nobody looks at those where nothing is reached.
                quote! {
                    #rt::forget_captured(|| match #part #used {
                        #given => if #rt::never_true() {
                            loop {}
                            #types.#output.is_of(&#given);
                        },
                    });
                }
            }
        };
        let otherwise = match tokens.is_empty() {
            true => TokenStream::new(),
            false => quote!(else { #tokens }),
        };
        tokens = quote!(if #moved & #bit != 0 { #forgotten } #otherwise);
    }
    tokens
}
