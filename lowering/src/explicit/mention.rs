//! Puts names where the placeholders are.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote;

use super::arms::Modes;
use super::names::Names;
use super::nested::Nested;
use super::node::HOLE;
use crate::hide;
use crate::ir::Ir;
use crate::ir::desugar::PINNED;
use crate::ir::local::{Capture, LocalId, Use};
use crate::ir::resolve::{BINDING, MENTION};
use crate::ir::syntax::placeholder_number;
use crate::reason::{Reason, ReasonKind};

/// The names that hold in one arm.
pub(super) struct Substitution<'a> {
    pub(super) ir: &'a Ir,
    pub(super) names: &'a Names,
    pub(super) modes: &'a Modes,
    pub(super) arm: usize,
    pub(super) natural: &'a HashMap<usize, TokenStream>,
    pub(super) hole: Option<&'a TokenStream>,
    pub(super) rt: &'a TokenStream,
    /// The statement in which we are, if rustc's own coroutine runs it.
    pub(super) nested: Option<&'a mut Nested>,
    /// The mentions met.
    pub(super) seen: BTreeSet<usize>,
    /// Mentions for which there is no name here.
    pub(super) reasons: Vec<Reason>,
}

impl Substitution<'_> {
    pub(super) fn tokens(&mut self, tokens: TokenStream) -> TokenStream {
        let mut out = TokenStream::new();
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                // Our own numbers end with the analysis.
                TokenTree::Punct(ref punct) if punct.as_char() == '#' => match tokens.peek() {
                    Some(TokenTree::Group(group)) if is_number(group) => {
                        tokens.next();
                    }
                    _ => out.extend([token]),
                },
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.tokens(group.stream()));
                    inner.set_span(group.span());
                    out.extend([TokenTree::Group(inner)]);
                }
                TokenTree::Ident(ident) => out.extend(self.ident(ident)),
                token => out.extend([token]),
            }
        }
        out
    }

    fn ident(&mut self, ident: Ident) -> TokenStream {
        if ident == HOLE {
            return self.hole.cloned().unwrap_or_default();
        }
        if ident == PINNED {
            let rt = self.rt;
            return quote!(#rt::pinned);
        }
        if let Some(name) = hide::placeholder(&ident) {
            let (rt, name) = (self.rt, Ident::new(name, ident.span()));
            return quote!(#rt::#name);
        }
        if let Some(id) = placeholder_number(&ident, BINDING) {
            let name = &self.ir.resolved.locals[id].ident;
            return quote!(#name);
        }
        match placeholder_number(&ident, MENTION) {
            Some(id) => self.mention(id),
            None => quote!(#ident),
        }
    }

    fn mention(&mut self, id: usize) -> TokenStream {
        self.seen.insert(id);
        let mention = &self.ir.resolved.mentions[id];
        let local = mention.local;
        if let Some(code) = self.natural.get(&id) {
            return code.clone();
        }
        if let Some(nested) = &mut self.nested {
            if !nested.is_outside(local) {
                let mut name = self.ir.resolved.locals[local.0].ident.clone();
                name.set_span(mention.span);
                return quote!(#name);
            }
            let takes = mention.takes();
            let drops = !self.ir.resolved.locals[local.0].no_drop;
            let tokens = match (takes, drops) {
                (true, true) => nested.take(local),
                (true, false) => nested.copy(local),
                (false, _) => nested.place(local),
            };
            self.check(id, local);
            return tokens;
        }
        if !self.modes.slots.contains(&local) {
            let mut name = self.ir.resolved.locals[local.0].ident.clone();
            name.set_span(mention.span);
            return quote!(#name);
        }
        let name = self.names.local(local);
        if self.modes.loaded.contains(&(self.arm, local)) {
            return quote!(#name);
        }
        self.check(id, local);
        if mention.takes() {
            return quote!(#name.take());
        }
        quote!((**#name.at()))
    }

    fn check(&mut self, id: usize, local: LocalId) {
        let mention = &self.ir.resolved.mentions[id];
        let kind = if self.ir.flow.undecided(&self.ir.resolved, id) {
            if mention.capture.is_some() {
                ReasonKind::Capture
            } else {
                ReasonKind::UndecidedMove
            }
        } else if mention
            .capture
            .is_some_and(|capture| capture != Capture::Move)
        {
            ReasonKind::Capture
        } else if mention.usage == Use::Assign {
            ReasonKind::DestructuringAssignment
        } else {
            return;
        };
        let name = self.ir.resolved.locals[local.0].ident.to_string();
        self.reasons.push(Reason::new(kind, mention.span, name));
    }
}

fn is_number(group: &Group) -> bool {
    match group.stream().into_iter().next() {
        Some(TokenTree::Ident(ident)) => {
            let name = ident.to_string();
            ["__suspend", "__point", "__iterator"].contains(&name.as_str())
        }
        _ => false,
    }
}
