//! From one arm to another: what is kept, and what is noted for it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use super::{ArmId, Emitter};
use crate::explicit::names::Held;
use crate::ir::graph::NodeId;
use crate::ir::local::LocalId;

impl Emitter<'_> {
    /// Whether the arm has the local in a variable: it declares it, or had it from the start.
    pub(super) fn holds(&self, local: LocalId) -> bool {
        if self.modes.facts.is_none() {
            return true;
        }
        if self
            .facts
            .declared
            .get(&self.arm)
            .is_some_and(|declared| declared.contains(&local))
        {
            return true;
        }
        let Some((point, scope)) = self.facts.starts.get(&self.arm) else {
            return false;
        };
        scope.contains(&local)
            && (self.arm == 0 || self.ir.needed_at(*point, local) || self.mentioned_here(local))
    }

    pub(super) fn mentioned_here(&self, local: LocalId) -> bool {
        let Some(facts) = &self.modes.facts else {
            return false;
        };
        let mentions = facts.mentions.get(&self.arm).into_iter().flatten();
        mentions
            .clone()
            .any(|&id| self.ir.resolved.mentions[id].local == local)
    }

    /// Goes on in another arm, in whose scope these locals are.
    pub(super) fn jump(&mut self, arm: ArmId, point: NodeId, scope: &[LocalId]) -> TokenStream {
        let mut kept = Vec::new();
        let mut flags = TokenStream::new();
        for &local in scope {
            if !self.ir.needed_at(point, local) {
                continue;
            }
            if !self.holds(local) {
                // It has been moved out on the way here, unless the code is unreachable.
                if !self.ir.holds(point, local).surely() {
                    let flag = self.names.flag(local);
                    flags.extend(quote!(#flag.set(false);));
                }
                continue;
            }
            self.facts.kept.entry(self.arm).or_default().insert(local);
            let name = self.names.local(local);
            if !self.ir.holds(point, local).surely() {
                self.facts.flagged.insert(local);
                let flag = self.names.flag(local);
                flags.extend(quote!(#flag.set(#name.is_live());));
            }
            if self.modes.rests.may_be_moved(point, local) {
                let rest = self.names.rest(local);
                flags.extend(quote!(#rest.put(#name.rest());));
            }
            kept.push(name);
        }
        self.go(arm, &flags, &kept)
    }

    /// Goes on in another arm, for which these locals are left where they are.
    pub(super) fn go(&mut self, arm: ArmId, flags: &TokenStream, kept: &[Ident]) -> TokenStream {
        let rt = self.rt;
        let keep = match kept {
            [] => TokenStream::new(),
            kept => quote!(#rt::keep((#(#kept,)*));),
        };
        let at = self.names.at();
        let to = self.names.to(arm);
        self.facts.jumps.entry(self.arm).or_default().insert(arm);
        let arm = Literal::usize_unsuffixed(arm);
        quote!(#flags #at.go(#arm); #keep break #to;)
    }

    /// Goes on in the arm of a statement that rustc's own coroutine runs.
    pub(super) fn jump_to(
        &mut self,
        arm: ArmId,
        alive: &[Held],
        entry: NodeId,
        scope: &[LocalId],
    ) -> TokenStream {
        if self.modes.facts.is_none() {
            // The first run finds out what is to be kept.
            let needed = scope
                .iter()
                .copied()
                .filter(|&local| self.ir.needed_at(entry, local));
            let needed: Vec<LocalId> = needed.collect();
            self.facts.kept.entry(self.arm).or_default().extend(needed);
        }
        let mut kept = Vec::new();
        let mut flags = TokenStream::new();
        for &Held {
            local,
            flagged,
            parted,
        } in alive
        {
            let holds = self.holds(local);
            let name = self.names.local(local);
            if flagged {
                self.facts.flagged.insert(local);
                let flag = self.names.flag(local);
                let live = match holds {
                    true => quote!(#name.is_live()),
                    false => quote!(false),
                };
                flags.extend(quote!(#flag.set(#live);));
            }
            if parted {
                let rest = self.names.rest(local);
                let left = match holds {
                    true => quote!(#name.rest()),
                    false => self.names.whole(local).to_token_stream(),
                };
                flags.extend(quote!(#rest.put(#left);));
            }
            if holds {
                self.facts.kept.entry(self.arm).or_default().insert(local);
                kept.push(name);
            }
        }
        self.go(arm, &flags, &kept)
    }
}
