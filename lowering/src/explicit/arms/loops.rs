//! Loops: an arm for each round, and how they are left.

use std::rc::Rc;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::cont::{Cont, ContKind, LoopArms, cont};
use super::{Emitter, Pending, Start, discard};
use crate::explicit::node::{Loop, LoopKind, Node};
use crate::explicit::rewrite::Leave;

impl Emitter<'_> {
    pub(super) fn start_loop(&mut self, node: &Rc<Loop>, next: &Rc<Cont>) -> TokenStream {
        let arms = self.loop_arms(node, next);
        let scope = self.scope.clone();
        let jump = self.jump(arms.head, node.points.head, &scope);
        self.queue.push_back(Pending {
            key: (node.span.first * 4 + 1, next.depth()),
            arm: arms.head,
            point: node.points.head,
            cont: next.clone(),
            start: Start::Round(node.clone(), arms),
        });
        jump
    }

    pub(super) fn start_for(
        &mut self,
        node: &Rc<Loop>,
        value: &TokenStream,
        next: &Rc<Cont>,
    ) -> TokenStream {
        let LoopKind::For { iterator, .. } = &node.kind else {
            unreachable!()
        };
        let rt = self.rt;
        let arms = self.loop_arms(node, next);
        let name = self.names.local(*iterator);
        self.facts
            .declared
            .entry(self.arm)
            .or_default()
            .insert(*iterator);
        let mut scope = self.scope.clone();
        scope.push(*iterator);
        let start = quote!(let #name = #name.init(#rt::IntoIterator::into_iter(#value)););
        let jump = self.jump(arms.head, node.points.head, &scope);
        let inner = cont(ContKind::Scope(vec![*iterator]), Some(next));
        self.queue.push_back(Pending {
            key: (node.span.first * 4 + 1, next.depth()),
            arm: arms.head,
            point: node.points.head,
            cont: inner,
            start: Start::Round(node.clone(), arms),
        });
        quote!(#start #jump)
    }

    /// One round of a loop, in the arm that begins it.
    pub(super) fn round(
        &mut self,
        node: &Rc<Loop>,
        arms: &LoopArms,
        next: &Rc<Cont>,
    ) -> TokenStream {
        self.scope = next.scope();
        match &node.kind {
            LoopKind::Loop => {
                let round = cont(ContKind::Round(node.clone(), arms.clone()), Some(next));
                self.node(&Rc::new(Node::Block(node.body.clone())), &round)
            }
            LoopKind::While(cond) => match &cond.inner {
                Some(inner) => {
                    let after = ContKind::While(node.clone(), arms.clone());
                    self.node(inner, &cont(after, Some(next)))
                }
                None => self.while_code(node, arms, None, next),
            },
            LoopKind::For {
                pat,
                declares,
                iterator,
                ..
            } => {
                let rt = self.rt;
                let name = self.names.local(*iterator);
                let pat = self.pat(pat, declares);
                let leave = self.jump(arms.join.arm, arms.join.point, &arms.outside);
                let inits = self.bindings(declares);
                let scope = self.scope.clone();
                self.scope.extend(declares);
                let round = cont(ContKind::Round(node.clone(), arms.clone()), Some(next));
                let inner = cont(ContKind::Scope(declares.clone()), Some(&round));
                let body = self.node(&Rc::new(Node::Block(node.body.clone())), &inner);
                self.scope = scope;
                quote! {
                    match #rt::Iterator::next(&mut **#name.at()) {
                        #rt::Option::None => { #leave }
                        #rt::Option::Some(#pat) => { #inits #body }
                    }
                }
            }
        }
    }

    pub(super) fn while_code(
        &mut self,
        node: &Rc<Loop>,
        arms: &LoopArms,
        value: Option<&TokenStream>,
        next: &Rc<Cont>,
    ) -> TokenStream {
        let LoopKind::While(condition) = &node.kind else {
            unreachable!()
        };
        let around = ContKind::While(node.clone(), arms.clone());
        self.around = Some(cont(around, Some(next)));
        let cond = self.cond(condition, value);
        let scope = self.scope.clone();
        let leave = self.jump(arms.join.arm, arms.join.point, &arms.outside);
        let inits = self.bindings(&condition.declares);
        self.scope.extend(&condition.declares);
        let round = cont(ContKind::Round(node.clone(), arms.clone()), Some(next));
        let inner = cont(ContKind::Scope(condition.declares.clone()), Some(&round));
        let body = self.node(&Rc::new(Node::Block(node.body.clone())), &inner);
        self.scope = scope;
        quote!(if #cond { #inits #body } else { #leave })
    }

    pub(super) fn loop_arms(&mut self, node: &Rc<Loop>, next: &Rc<Cont>) -> LoopArms {
        let head = self.next_arm;
        self.next_arm += 1;
        let join = match node.valued {
            true => self.join(node.points.join, node.span, next),
            false => self.join_without_value(node.points.join, node.span, next),
        };
        LoopArms {
            head,
            join,
            outside: next.scope(),
        }
    }

    /// A `break` or `continue` that leaves plain code for a loop that suspends.
    pub(in crate::explicit) fn leave(
        &mut self,
        leave: Leave<'_>,
        value: Option<TokenStream>,
    ) -> Option<TokenStream> {
        let mut around = self.around.clone();
        while let Some(cont) = around {
            let left = match &cont.kind {
                ContKind::Round(node, arms) => Some((node, arms)),
                // A loop can be left from within its own condition, by its label.
                ContKind::While(node, arms) if leave.label.is_some() => Some((node, arms)),
                _ => None,
            };
            if let Some((node, arms)) = left
                && leave
                    .label
                    .is_none_or(|label| node.label.as_ref() == Some(label))
            {
                if self.nested.is_some() {
                    let (arm, point, scope) = match leave.again {
                        true => (arms.head, node.points.head, cont.next().scope()),
                        false => (arms.join.arm, arms.join.point, arms.outside.clone()),
                    };
                    let jump = self.jump(arm, point, &scope);
                    let (rt, output) = (self.rt, self.output);
                    let nested = self.nested.as_mut()?;
                    let store = match (&arms.join.value, value) {
                        _ if leave.again => TokenStream::new(),
                        (Some(variable), value) => {
                            let place = nested.loop_value(variable);
                            let value = value.unwrap_or_else(|| quote!(()));
                            quote!(#place = #rt::Option::Some(#value);)
                        }
                        (None, Some(value)) => discard(&value),
                        (None, None) => TokenStream::new(),
                    };
                    self.facts.jumps.entry(nested.arm).or_default().insert(arm);
                    let number = Literal::usize_unsuffixed(nested.leaves.len());
                    nested.leaves.push(jump);
                    return Some(quote!(#store return #rt::Ends::<_, #output>::Leaves(#number);));
                }
                if leave.again {
                    let scope = cont.next().scope();
                    return Some(self.jump(arms.head, node.points.head, &scope));
                }
                let store = match (&arms.join.value, value) {
                    (Some(variable), value) => {
                        let rt = self.rt;
                        let value = value.unwrap_or_else(|| quote!(()));
                        quote!(#variable = #rt::Option::Some(#value);)
                    }
                    (None, Some(value)) => discard(&value),
                    (None, None) => TokenStream::new(),
                };
                let jump = self.jump(arms.join.arm, arms.join.point, &arms.outside);
                return Some(quote!(#store #jump));
            }
            around = cont.next.clone();
        }
        None
    }
}
