//! How an arm finds its locals.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::Emitter;
use crate::explicit::names::Names;
use crate::explicit::rewrite;
use crate::ir::Ir;
use crate::ir::local::LocalId;
use crate::reason::{Reason, ReasonKind};

impl Emitter<'_> {
    /// The locals of a scope that is opened again.
    pub(super) fn guards(&mut self, locals: &[LocalId]) -> TokenStream {
        let Some((point, _)) = self.facts.starts.get(&self.arm).cloned() else {
            return TokenStream::new();
        };
        let mut tokens = TokenStream::new();
        for &local in locals {
            if !self.modes.slots.contains(&local) {
                continue;
            }
            let name = self.names.local(local);
            let holds = self.ir.holds(point, local);
            if self.modes.loaded.contains(&(self.arm, local)) {
                tokens.extend(quote!(let mut #name = #name.load();));
            } else if self.arm == 0 || self.ir.needed_at(point, local) {
                // What has nothing to drop has no flag behind a statement that copied it.
                let flagged = self.arm != 0 && !holds.surely() && self.ir.may_drop(local);
                let parted = self.modes.rests.may_be_moved(point, local);
                let parts = self.parts(local, parted);
                tokens.extend(self.names.resumed(local, flagged, parts));
            } else if holds.in_scope() && self.mentioned_here(local) {
                let parts = self.parts(local, false);
                tokens.extend(quote!(let #name = #name.vacant() #parts;));
            }
        }
        tokens
    }

    /// What makes a variable of a local one of which parts may be moved; see [`Names::parts`].
    pub(super) fn parts(&self, local: LocalId, noted: bool) -> Option<TokenStream> {
        let is_parted = self.modes.rests.is_parted(local);
        is_parted.then(|| self.names.parts(local, noted))
    }

    pub(in crate::explicit) fn ir(&self) -> &Ir {
        self.ir
    }

    pub(in crate::explicit) fn rt(&self) -> &TokenStream {
        self.rt
    }

    pub(in crate::explicit) fn names(&self) -> &Names {
        self.names
    }

    /// Whether the local lies in the enum while this arm runs.
    pub(in crate::explicit) fn is_slot(&self, local: LocalId) -> bool {
        if let Some(nested) = &self.nested {
            return nested.is_outside(local);
        }
        self.modes.slots.contains(&local) && !self.modes.loaded.contains(&(self.arm, local))
    }

    /// Whether types decide if this mention moves its local, which lies in the enum.
    pub(in crate::explicit) fn is_undecided(&self, mention: usize) -> bool {
        self.is_slot(self.ir.resolved.mentions[mention].local)
            && self.ir.flow.undecided(&self.ir.resolved, mention)
    }

    /// The value of a local, moved out.
    pub(in crate::explicit) fn take(&mut self, local: LocalId) -> TokenStream {
        // That it is used again is no proof of a copy: the code in between may not end.
        let drops = !self.ir.resolved.locals[local.0].no_drop;
        match &mut self.nested {
            Some(nested) if drops => nested.take(local),
            Some(nested) => nested.copy(local),
            None => {
                let name = self.names.local(local);
                quote!(#name.take())
            }
        }
    }

    /// A handle of a local, by which a closure finds it.
    pub(in crate::explicit) fn handle(&mut self, local: LocalId) -> TokenStream {
        match &mut self.nested {
            Some(nested) => nested.handle(local),
            None => {
                let name = self.names.local(local);
                quote!(#name.handle())
            }
        }
    }

    /// A closure captures the local beside others that lie in the enum: then it must lie there, too,
    /// and not be moved out at the arm's start. Whether it can.
    pub(in crate::explicit) fn capture_in_place(&mut self, local: LocalId) -> bool {
        if self.nested.is_none() && self.modes.loaded.contains(&(self.arm, local)) {
            self.facts.in_place.insert((self.arm, local));
            return true;
        }
        self.capture(local)
    }

    /// A closure captures the local by reference, perhaps beside others that lie in the enum: then
    /// it must lie there, too. Whether it can.
    fn capture(&mut self, local: LocalId) -> bool {
        let Some(facts) = &self.modes.facts else {
            return true;
        };
        // What is in no state has no place in the enum.
        let known = self.scope.contains(&local)
            && facts.scopes.values().any(|scope| scope.contains(&local));
        if known {
            self.facts.lent.insert(local);
        }
        known
    }

    /// An assignment.
    pub(in crate::explicit) fn assign(
        &mut self,
        local: LocalId,
        value: &TokenStream,
    ) -> TokenStream {
        let given = self.names.given();
        match &mut self.nested {
            Some(nested) if self.modes.rests.is_parted(local) => {
                nested.assign_parted(local, &given, value)
            }
            Some(nested) => nested.assign(local, &given, value),
            None => {
                let name = self.names.local(local);
                quote!(#name.assign(#value))
            }
        }
    }

    /// What the function returns with that value.
    pub(in crate::explicit) fn returned(&mut self, value: &TokenStream) -> TokenStream {
        let (rt, output) = (self.rt, self.output);
        match &mut self.nested {
            Some(nested) => {
                nested.returns = true;
                quote!(#rt::Ends::<_, #output>::Returns(#value))
            }
            None => quote!(#rt::Poll::Ready(#value)),
        }
    }

    /// A closure that must capture nothing but what it is given captures something else.
    pub(in crate::explicit) fn untyped(&mut self, closure: &syn::Expr) {
        let captured = rewrite::mentions(closure.to_token_stream())
            .into_iter()
            .map(|id| &self.ir.resolved.mentions[id])
            .find(|mention| mention.capture.is_some());
        if let Some(mention) = captured {
            let name = self.ir.resolved.locals[mention.local.0].ident.to_string();
            let reason = Reason::new(ReasonKind::Capture, mention.span, name);
            self.facts.reasons.push(reason);
        }
    }

    pub(in crate::explicit) fn saw(&mut self, mention: usize) {
        self.facts
            .mentions
            .entry(self.arm)
            .or_default()
            .insert(mention);
    }
}
