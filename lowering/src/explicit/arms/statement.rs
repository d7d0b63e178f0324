//! Statements that rustc's own coroutine runs: they are started like what is awaited, and an arm
//! goes on behind them.

use std::rc::Rc;

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::cont::Cont;
use super::{Emitter, Pending, Start, StatementFacts};
use crate::explicit::names::Held;
use crate::explicit::nested::{Entry, Nested};
use crate::explicit::node::{Shape, Statement};
use crate::explicit::rewrite;
use crate::ir::build::FIRST_SUSPEND;
use crate::reason::{Reason, ReasonKind};

impl Emitter<'_> {
    /// Puts a statement into its place that rustc's own coroutine runs.
    pub(super) fn start_statement(
        &mut self,
        statement: &Rc<Statement>,
        next: &Rc<Cont>,
    ) -> TokenStream {
        let rt = self.rt;
        let scope = self.scope.clone();
        let first = statement.suspensions[0];
        // There, rustc would have to see that what a macro hides may not end.
        let barriers = &self.ir.graph.barriers;
        let suspends = |suspension: &usize| self.ir.graph.suspends[*suspension];
        if (statement.suspensions.iter().filter_map(suspends)).any(|node| barriers.contains(&node))
        {
            let span = statement.code.span();
            let reason = Reason::new(ReasonKind::UnknownMacro, span, "");
            self.facts.reasons.push(reason);
        }
        let (awaitee, lent) = (self.names.awaitee(first), self.names.lent());
        let arm = FIRST_SUSPEND + first;
        let outside = scope.iter().copied().collect();
        let before = self.nested.replace(Nested::new(arm, outside, lent.clone()));
        debug_assert!(before.is_none(), "statements are not inside each other");
        let mentions = self.facts.mentions.remove(&self.arm);
        self.around = Some(next.clone());
        let body = self.statement_body(statement, next);
        // What it mentions is not mentioned by this arm.
        let mentioned = match mentions {
            Some(mentions) => self.facts.mentions.insert(self.arm, mentions),
            None => self.facts.mentions.remove(&self.arm),
        };
        self.facts
            .operands
            .insert(first, mentioned.unwrap_or_default());
        if next.discards_result() {
            self.facts.discarded.insert(first);
        }
        let nested = self.nested.take().expect("it has been put there");
        self.facts.lent.extend(nested.mentioned());
        self.facts.flagged.extend(&nested.changed);
        for &suspension in &statement.suspensions {
            self.facts.scopes.insert(suspension, scope.clone());
        }
        let handles = self.handles(&nested);
        let alive: Vec<Held> = scope
            .iter()
            .filter(|&&local| {
                self.modes.slots.contains(&local)
                    && (nested.changed.contains(&local)
                        || self.ir.needed_at(statement.entry, local))
            })
            .map(|&local| Held {
                local,
                flagged: nested.changed.contains(&local)
                    || !self.ir.holds(statement.entry, local).surely(),
                parted: nested.parted.contains(&local)
                    || self.modes.rests.may_be_moved(statement.entry, local),
            })
            .collect();
        let jump = self.jump_to(arm, &alive, statement.entry, &scope);
        let states = statement.suspensions.iter();
        let facts = StatementFacts {
            states: states
                .map(|suspension| FIRST_SUSPEND + suspension)
                .collect(),
            alive,
        };
        self.facts.statements.insert(arm, Rc::new(facts));
        self.queue.push_back(Pending {
            key: (first * 4 + 2, 0),
            arm,
            point: statement.end.unwrap_or(statement.entry),
            cont: next.clone(),
            start: Start::Statement(statement.clone(), nested),
        });
        // Where rustc tells of this block, it stands where the statement does.
        let place = Span::call_site().located_at(statement.code.span());
        let block = quote_spanned!(place=> async move { #body });
        quote! {
            #awaitee.start({
                let #lent = #rt::Lent::of(&(#(#handles,)*));
                #block
            });
            #jump
        }
    }

    /// The code of a statement that rustc's own coroutine runs.
    pub(super) fn statement_body(&mut self, statement: &Statement, next: &Cont) -> TokenStream {
        let (rt, output) = (self.rt, self.output);
        let first = statement.suspensions[0];
        let mut code = statement.code.clone();
        let mut natural = std::mem::take(&mut self.natural);
        rewrite::stmt(&mut code, self, &mut natural);
        self.natural = natural;
        let code = self.substitute(code.into_token_stream(), None);
        let leaves = self
            .nested
            .as_ref()
            .is_some_and(|nested| nested.returns || !nested.leaves.is_empty());
        let with = |value: TokenStream| match leaves {
            true => quote!(#rt::Ends::<_, #output>::With(#value)),
            false => value,
        };
        let postfix = quote!(
            #[allow(unused_imports)]
            use #rt::Mark as _;
        );
        let delivered = self.names.delivered(first);
        let body = match &statement.shape {
            Shape::Dropped => {
                let end = leaves.then(|| with(quote!(())));
                quote!(#code #end)
            }
            Shape::Value | Shape::InnerTail => {
                let value = with(quote!(value));
                let ty = next.expected(output).map(|ty| quote!(: #ty));
                quote!(let value #ty = #code; #value)
            }
            Shape::Typed(ty) => {
                let value = with(quote!(value));
                quote!(let value: #ty = #code; #value)
            }
            Shape::Tail | Shape::Branch => {
                let end = leaves.then(|| with(quote!(())));
                quote!(#delivered.deliver(#code).await; #end)
            }
        };
        quote!(#postfix #body)
    }

    /// What is lent to a statement.
    pub(super) fn handles(&self, nested: &Nested) -> Vec<TokenStream> {
        let rt = self.rt;
        let entries = nested.entries().iter();
        let handles = entries.map(|entry| {
            let name = match entry {
                Entry::Local(local) => self.names.local(*local),
                Entry::Flag(local) => self.names.flag(*local),
                Entry::Rest(local) => self.names.rest(*local),
                Entry::Value(variable) => return quote!(#rt::Handle::of(&mut #variable)),
            };
            quote!(#name.handle())
        });
        handles.collect()
    }

    /// Polls such a statement, and goes on behind it.
    pub(super) fn resume_statement(
        &mut self,
        statement: &Statement,
        nested: &Nested,
        next: &Rc<Cont>,
    ) -> TokenStream {
        let rt = self.rt;
        let first = statement.suspensions[0];
        let (frame, cx, awaitee) = (
            self.names.frame(),
            self.names.cx(),
            self.names.awaitee(first),
        );
        let state = Literal::usize_unsuffixed(FIRST_SUSPEND + first);
        let result = self.names.result();
        let handles = self.handles(nested);
        let exits = self.exits(nested);
        let delivers = matches!(statement.shape, Shape::Tail | Shape::Branch);
        let (poll, value) = if delivers {
            let delivered = self.names.delivered(first);
            let ty = match statement.shape {
                Shape::Tail => self.output.clone(),
                _ => quote!(_),
            };
            self.values
                .push(quote!(let #delivered = #rt::Delivered::<#ty>::new();));
            (
                quote!(#frame.poll_tail(#awaitee, #cx, #state, (#(#handles,)*), #delivered)),
                quote!(#awaitee.temporaries().then(#result)),
            )
        } else {
            (
                quote!(#frame.poll_statement(#awaitee, #cx, #state, (#(#handles,)*))),
                next.value(&result),
            )
        };
        let ended = match (&exits[..], delivers) {
            ([], false) => quote!(#result),
            ([], true) => quote!(match #result {
                #rt::Tail::Value(#result) => #result,
                #rt::Tail::Ended(()) => #rt::unreachable(),
            }),
            (exits, false) => quote!(match #result {
                #rt::Ends::With(#result) => #result,
                #(#exits)*
                #[allow(unreachable_patterns)]
                _ => #rt::unreachable(),
            }),
            (exits, true) => quote!(match #result {
                #rt::Tail::Value(#result) => #result,
                #rt::Tail::Ended(#result) => match #result {
                    #(#exits)*
                    #[allow(unreachable_patterns)]
                    _ => #rt::unreachable(),
                },
            }),
        };
        let code = match statement.end {
            Some(_) => self.finish(value, next),
            None => quote!(#rt::unreachable();),
        };
        quote! {
            let #result = match #poll {
                #rt::Poll::Ready(#result) => #ended,
                #rt::Poll::Pending => return #rt::Poll::Pending,
            };
            #code
        }
    }

    /// The ways in which a statement leaves that rustc's own coroutine runs: its temporaries have
    /// been dropped, and now the scopes around it are left.
    pub(super) fn exits(&mut self, nested: &Nested) -> Vec<TokenStream> {
        let rt = self.rt;
        if !nested.returns && nested.leaves.is_empty() {
            return Vec::new();
        }
        let alive = self.facts.statements[&self.arm].alive.clone();
        let guards: TokenStream = alive
            .iter()
            .map(|held| {
                let parts = self.parts(held.local, held.parted);
                self.names.resumed(held.local, held.flagged, parts)
            })
            .collect();
        let mut exits = Vec::new();
        if nested.returns {
            exits.push(quote!(#rt::Ends::Returns(early) => {
                #guards
                return #rt::Poll::Ready(early);
            }));
        }
        for (number, leave) in nested.leaves.iter().enumerate() {
            let number = Literal::usize_unsuffixed(number);
            exits.push(quote!(#rt::Ends::Leaves(#number) => { #guards #leave }));
        }
        exits
    }
}
