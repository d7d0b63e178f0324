//! The names of the fields and variables of the expansion.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::hide;
use crate::ir::Ir;
use crate::ir::build::FIRST_SUSPEND;
use crate::ir::local::LocalId;
use crate::ir::macros::is_keyword;

/// The names. All of them are hygienic: what the user wrote cannot see them.
pub(super) struct Names {
    locals: BTreeMap<LocalId, Ident>,
    flags: BTreeMap<LocalId, Ident>,
    rests: BTreeMap<LocalId, Ident>,
    wholes: BTreeMap<LocalId, Ident>,
    taken: BTreeSet<String>,
    /// The type parameters of the fields.
    types: BTreeSet<String>,
    suspensions: usize,
}

/// A local that an arm finds in the enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) local: LocalId,
    /// Only its drop flag tells whether it holds a value.
    pub(super) flagged: bool,
    /// The machine has noted which parts of it have been moved.
    pub(super) parted: bool,
}

impl Names {
    pub(super) fn new(ir: &Ir) -> Self {
        let reserved = ["frame", "cx", "at", "arm", "awaited", "output", "awaitee"];
        let mut names = Names {
            locals: BTreeMap::new(),
            flags: BTreeMap::new(),
            rests: BTreeMap::new(),
            wholes: BTreeMap::new(),
            taken: reserved.into_iter().map(str::to_owned).collect(),
            types: BTreeSet::new(),
            suspensions: ir.graph.suspends.len(),
        };
        for awaitee in (0..ir.graph.suspends.len()).map(names_awaitee) {
            names.types.insert(camel_case(&awaitee));
            names.taken.insert(awaitee);
        }
        let mut of_locals = Vec::new();
        for (id, variable) in ir.resolved.locals.iter().enumerate() {
            let name = variable.ident.to_string();
            let name = name.strip_prefix(hide::VARIABLE).unwrap_or(&name);
            let name = name.trim_start_matches("r#").trim_start_matches("__");
            let name = match name {
                "self" => "this",
                // Keywords that a raw identifier can be are none that a field can be.
                name if is_keyword(name) => "local",
                name => name,
            };
            let unique = names.unique(name);
            let ident = Ident::new(
                &unique,
                Span::mixed_site().located_at(variable.ident.span()),
            );
            names.locals.insert(LocalId(id), ident);
            of_locals.push(unique);
        }
        // The users' own names come first.
        for (id, name) in of_locals.iter().enumerate() {
            let mut named = |what| hygienic(&names.unique(&format!("{name}_{what}")));
            let (flag, rest, whole) = (named("is_live"), named("rest"), named("whole"));
            names.flags.insert(LocalId(id), flag);
            names.rests.insert(LocalId(id), rest);
            names.wholes.insert(LocalId(id), whole);
        }
        names
    }

    fn unique(&mut self, name: &str) -> String {
        let mut unique = name.to_owned();
        let mut number = 2;
        // `v12`, and `v1` for the second time, have the same type parameter.
        while self.taken.contains(&unique) || self.types.contains(&camel_case(&unique)) {
            unique = format!("{name}_{number}");
            number += 1;
        }
        self.taken.insert(unique.clone());
        self.types.insert(camel_case(&unique));
        unique
    }

    pub(super) fn local(&self, local: LocalId) -> Ident {
        self.locals[&local].clone()
    }

    pub(super) fn flag(&self, local: LocalId) -> Ident {
        self.flags[&local].clone()
    }

    /// What is left of a local, parts of which may have been moved.
    pub(super) fn rest(&self, local: LocalId) -> Ident {
        self.rests[&local].clone()
    }

    /// That no part of it has been moved.
    pub(super) fn whole(&self, local: LocalId) -> Ident {
        self.wholes[&local].clone()
    }

    /// The variable of which parts are forgotten.
    pub(super) fn left(&self) -> Ident {
        hygienic("left")
    }

    /// Which parts.
    pub(super) fn moved(&self) -> Ident {
        hygienic("moved")
    }

    /// What the use of one of them gives.
    pub(super) fn given(&self) -> Ident {
        hygienic("given")
    }

    /// The types of the arguments and outputs there.
    pub(super) fn types(&self) -> Ident {
        hygienic("types")
    }

    pub(super) fn awaitee(&self, suspension: usize) -> Ident {
        hygienic(&names_awaitee(suspension))
    }

    pub(super) fn value(&self, arm: usize) -> Ident {
        let mut name = format!("value{arm}");
        while self.taken.contains(&name) {
            name.push('_');
        }
        hygienic(&name)
    }

    /// The local again, in an arm that finds it in the enum; `flagged` if only its drop flag tells
    /// whether it holds a value, with `parts` if parts of it may be moved.
    pub(super) fn resumed(
        &self,
        local: LocalId,
        flagged: bool,
        parts: Option<TokenStream>,
    ) -> TokenStream {
        let name = self.local(local);
        let resumed = match flagged {
            true => {
                let flag = self.flag(local);
                quote!(#name.resume_if(#flag.get()))
            }
            false => quote!(#name.resume()),
        };
        quote!(let #name = #resumed #parts;)
    }

    /// What makes a variable of a local one of which parts may be moved: those that the machine
    /// has `noted`, or none so far.
    pub(super) fn parts(&self, local: LocalId, noted: bool) -> TokenStream {
        match noted {
            true => {
                let rest = self.rest(local);
                quote!(.parts(#rest.load()))
            }
            false => {
                let whole = self.whole(local);
                quote!(.parts(#whole))
            }
        }
    }

    /// The variable through which a statement finds what is lent to it.
    pub(super) fn lent(&self) -> Ident {
        hygienic("lent")
    }

    /// A parameter of a closure in which rustc decides.
    pub(super) fn argument(&self, index: usize) -> Ident {
        hygienic(&format!("argument{index}"))
    }

    /// The variables for what stands for a local where rustc decides, and for its decision.
    pub(super) fn deciding(&self) -> (Ident, Ident) {
        (hygienic("hole"), hygienic("witness"))
    }

    /// The variable for the value of the statement at the end of a block.
    pub(super) fn delivered(&self, suspension: usize) -> Ident {
        hygienic(&format!("delivered{suspension}"))
    }

    pub(super) fn result(&self) -> Ident {
        hygienic("awaited")
    }

    pub(super) fn output(&self) -> Ident {
        hygienic("output")
    }

    pub(super) fn frame(&self) -> Ident {
        hygienic("frame")
    }

    pub(super) fn cx(&self) -> Ident {
        hygienic("cx")
    }

    pub(super) fn at(&self) -> Ident {
        hygienic("at")
    }

    /// The block behind which an arm stands: that of a state by the state's name.
    pub(super) fn to(&self, arm: usize) -> syn::Lifetime {
        let suspension = arm.checked_sub(FIRST_SUSPEND);
        let label = match suspension.filter(|suspension| *suspension < self.suspensions) {
            Some(suspension) => format!("'to_suspend{suspension}"),
            None => format!("'to_{arm}"),
        };
        syn::Lifetime::new(&label, Span::mixed_site())
    }

    /// The loop that begins with an arm.
    pub(super) fn round(&self, arm: usize) -> syn::Lifetime {
        syn::Lifetime::new(&format!("'round_{arm}"), Span::mixed_site())
    }
}

fn names_awaitee(suspension: usize) -> String {
    format!("awaitee{suspension}")
}

fn hygienic(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The name of a type parameter for a field of that name.
pub(super) fn type_parameter(field: &Ident) -> Ident {
    hygienic(&camel_case(&field.to_string()))
}

fn camel_case(field: &str) -> String {
    let mut camel = String::new();
    let mut upper = true;
    for letter in field.chars() {
        if letter == '_' {
            upper = true;
        } else if std::mem::take(&mut upper) {
            camel.extend(letter.to_uppercase());
        } else {
            camel.push(letter);
        }
    }
    if camel.is_empty() || camel.starts_with(|first: char| first.is_numeric()) || camel == "Self" {
        camel.insert(0, 'T');
    }
    camel
}
