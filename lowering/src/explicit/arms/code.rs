//! The pieces of the user's code, rewritten for the arm in which they stand.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::cont::is_hole;
use super::{Emitter, is_ident};
use crate::compiler::marks::Marks;
use crate::explicit::mention::Substitution;
use crate::explicit::node::Cond;
use crate::explicit::rewrite;
use crate::ir::local::LocalId;

impl Emitter<'_> {
    /// What is awaited, noting what it mentions.
    pub(super) fn operand(&mut self, suspension: usize, expr: &syn::Expr) -> TokenStream {
        let before = self.facts.mentions.remove(&self.arm).unwrap_or_default();
        let tokens = self.expr(expr);
        let mentions = self.facts.mentions.entry(self.arm).or_default();
        self.facts
            .operands
            .entry(suspension)
            .or_default()
            .extend(mentions.iter().copied());
        mentions.extend(before);
        tokens
    }

    pub(super) fn cond(&mut self, cond: &Cond, value: Option<&TokenStream>) -> TokenStream {
        match value {
            Some(value) => self.fill(&cond.expr, value),
            None => self.expr(&cond.expr),
        }
    }

    pub(super) fn fill(&mut self, template: &syn::Expr, value: &TokenStream) -> TokenStream {
        let tokens = self.rewritten(template);
        let alone = is_hole(template)
            || value.clone().into_iter().nth(1).is_none()
                && !(rewrite::begins_as_block(value) && rewrite::is_operator(template));
        let value = match alone {
            true => value.clone(),
            false => quote!((#value)),
        };
        self.substitute(tokens, Some(&value))
    }

    pub(super) fn expr(&mut self, expr: &syn::Expr) -> TokenStream {
        let tokens = self.rewritten(expr);
        self.substitute(tokens, None)
    }

    pub(super) fn pat(&mut self, pat: &syn::Pat, declares: &[LocalId]) -> TokenStream {
        let mut pat = pat.clone();
        if let syn::Pat::Guard(guard) = &mut pat {
            let bound: Vec<(usize, TokenStream)> = self
                .ir
                .resolved
                .mentions
                .iter()
                .enumerate()
                .filter(|(_, mention)| declares.contains(&mention.local))
                .map(|(id, mention)| {
                    let name = &self.ir.resolved.locals[mention.local.0].ident;
                    (id, name.to_token_stream())
                })
                .collect();
            let outer = self.natural.clone();
            self.natural.extend(bound);
            *guard.guard = syn::Expr::Verbatim(self.expr(&guard.guard));
            self.natural = outer;
        }
        self.substitute(pat.into_token_stream(), None)
    }

    pub(super) fn rewritten(&mut self, expr: &syn::Expr) -> TokenStream {
        let mut expr = expr.clone();
        let mut natural = std::mem::take(&mut self.natural);
        rewrite::expr(&mut expr, self, &mut natural);
        self.natural = natural;
        expr.into_token_stream()
    }

    pub(super) fn substitute(
        &mut self,
        tokens: TokenStream,
        hole: Option<&TokenStream>,
    ) -> TokenStream {
        let mut substitution = Substitution {
            ir: self.ir,
            names: self.names,
            modes: self.modes,
            arm: self.arm,
            natural: &self.natural,
            hole,
            rt: self.rt,
            nested: self.nested.as_mut(),
            seen: BTreeSet::new(),
            reasons: Vec::new(),
        };
        let tokens = substitution.tokens(tokens);
        let seen = substitution.seen;
        self.facts.reasons.extend(substitution.reasons);
        self.facts
            .mentions
            .entry(self.arm)
            .or_default()
            .extend(seen);
        tokens
    }

    pub(super) fn plain_stmt(&mut self, stmt: &syn::Stmt, declares: &[LocalId]) -> TokenStream {
        if let syn::Stmt::Local(local) = stmt {
            return self.let_stmt(local, declares, None);
        }
        let mut stmt = stmt.clone();
        let mut natural = std::mem::take(&mut self.natural);
        rewrite::stmt(&mut stmt, self, &mut natural);
        self.natural = natural;
        self.substitute(stmt.into_token_stream(), None)
    }

    /// A `let`, and the fields that it fills.
    pub(super) fn let_stmt(
        &mut self,
        local: &syn::Local,
        declares: &[LocalId],
        value: Option<&TokenStream>,
    ) -> TokenStream {
        let slot = |local: &LocalId| self.modes.slots.contains(local);
        if let (syn::Pat::Ident(_), [only], Some(init)) = (&local.pat, declares, &local.init)
            && slot(only)
            && init.diverge.is_none()
        {
            let name = self.names.local(*only);
            let filled = self.maybe_fill(&init.expr, value);
            // What is temporary in the value may lie where the local will.
            let init = match value {
                Some(value) if !is_ident(value) => quote!({ let value = #filled; value }),
                _ => filled,
            };
            self.facts
                .declared
                .entry(self.arm)
                .or_default()
                .insert(*only);
            let parts = self.parts(*only, false);
            return quote!(let #name = #name.init(#init) #parts;);
        }
        // Of these, no use of a part is taken for a move.
        if local.init.is_none() && declares.iter().any(slot) {
            let rt = self.rt;
            let ty = match &local.pat {
                syn::Pat::Type(typed) => typed.ty.to_token_stream(),
                _ => quote!(_),
            };
            let names = declares.iter().map(|local| self.names.local(*local));
            let tokens = quote!(#(let #names: #rt::Local<#ty> = #names.vacant();)*);
            self.facts
                .declared
                .entry(self.arm)
                .or_default()
                .extend(declares);
            return tokens;
        }
        let mut stmt = local.clone();
        if let Some(init) = &mut stmt.init {
            *init.expr = syn::Expr::Verbatim(self.maybe_fill(&init.expr, value));
            if let Some((_, diverge)) = &mut init.diverge {
                **diverge = syn::Expr::Verbatim(self.expr(diverge));
            }
        }
        let stmt = self.substitute(stmt.into_token_stream(), None);
        let inits = self.bindings(declares);
        quote!(#stmt #inits)
    }

    pub(super) fn maybe_fill(
        &mut self,
        expr: &syn::Expr,
        value: Option<&TokenStream>,
    ) -> TokenStream {
        match value {
            Some(value) => self.fill(expr, value),
            None => self.expr(expr),
        }
    }

    /// Moves what a pattern has bound into the fields.
    pub(super) fn bindings(&mut self, declares: &[LocalId]) -> TokenStream {
        self.facts
            .declared
            .entry(self.arm)
            .or_default()
            .extend(declares);
        let mut tokens = TokenStream::new();
        let mut behind = false;
        for local in declares {
            let variable = &self.ir.resolved.locals[local.0].ident;
            if self.modes.slots.contains(local) {
                let (name, parts) = (self.names.local(*local), self.parts(*local, false));
                tokens.extend(quote!(let #name = #name.init(#variable) #parts;));
                behind = true;
            } else if behind {
                // It drops before what was declared before it.
                tokens.extend(quote!(let mut #variable = #variable;));
            }
        }
        tokens
    }

    /// Marks the awaits among the tokens of a macro. Gives the mark to be made before the macro,
    /// if its tokens must stay.
    pub(in crate::explicit) fn mark_macro(
        &mut self,
        first: usize,
        mac: &mut syn::Macro,
    ) -> Option<TokenStream> {
        Marks::new(self.rt).mark_macro(first, mac)
    }

    /// The tokens of a closure that has been rewritten, with names for its placeholders.
    pub(in crate::explicit) fn finished(
        &mut self,
        closure: &syn::Expr,
        natural: &HashMap<usize, TokenStream>,
    ) -> TokenStream {
        let before = std::mem::replace(&mut self.natural, natural.clone());
        let tokens = self.substitute(closure.to_token_stream(), None);
        self.natural = before;
        tokens
    }
}
