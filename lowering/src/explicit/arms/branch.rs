//! `if` and `match`, and where their paths meet.

use std::rc::Rc;

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::quote;

use super::cont::{Cont, ContKind, Join, cont};
use super::{Emitter, Pending, Start};
use crate::explicit::node::{Arm as MatchArm, If, Match, Span2};
use crate::ir::graph::NodeId;

impl Emitter<'_> {
    pub(super) fn if_code(
        &mut self,
        node: &Rc<If>,
        value: Option<&TokenStream>,
        next: &Rc<Cont>,
    ) -> TokenStream {
        let join = self.join(node.points.join, node.span, next);
        let cond = self.cond(&node.cond, value);
        let next = cont(ContKind::Join(join), Some(next));
        let scope = self.scope.clone();
        let inits = self.bindings(&node.cond.declares);
        self.scope.extend(&node.cond.declares);
        let inner = cont(ContKind::Scope(node.cond.declares.clone()), Some(&next));
        let then = self.node(&node.then, &inner);
        self.scope = scope.clone();
        let otherwise = match &node.otherwise {
            Some(otherwise) => self.node(otherwise, &next),
            None => self.direct(quote!(()), &next),
        };
        self.scope = scope;
        // An expression is of the edition of the tokens that it begins and ends with.
        let word = Ident::new("if", node.word);
        let mut otherwise = Group::new(Delimiter::Brace, otherwise);
        otherwise.set_span(node.word);
        quote!(#word #cond { #inits #then } else #otherwise)
    }

    pub(super) fn match_code(
        &mut self,
        node: &Rc<Match>,
        value: &TokenStream,
        next: &Rc<Cont>,
    ) -> TokenStream {
        let join = self.join(node.points.join, node.span, next);
        let next = cont(ContKind::Join(join), Some(next));
        let scope = self.scope.clone();
        let mut arms = TokenStream::new();
        for MatchArm {
            pat,
            declares,
            body,
        } in &node.arms
        {
            // In a guard, the bindings are what the pattern made them.
            let pat = self.pat(pat, declares);
            let inits = self.bindings(declares);
            self.scope.extend(declares);
            let inner = cont(ContKind::Scope(declares.clone()), Some(&next));
            let body = self.node(body, &inner);
            self.scope = scope.clone();
            arms.extend(quote!(#pat => { #inits #body }));
        }
        quote!(match #value { #arms })
    }

    /// The arm where the paths of a construct meet.
    pub(super) fn join(&mut self, point: NodeId, span: Span2, next: &Rc<Cont>) -> Join {
        if next.discards() {
            return self.join_without_value(point, span, next);
        }
        let value = self.names.value(self.next_arm);
        let ty = next.expected(self.output).unwrap_or_else(|| quote!(_));
        let rt = self.rt;
        self.values
            .push(quote!(let mut #value: #rt::Option<#ty> = #rt::Option::None;));
        self.add_join(point, span, next, Some(value))
    }

    pub(super) fn join_without_value(
        &mut self,
        point: NodeId,
        span: Span2,
        next: &Rc<Cont>,
    ) -> Join {
        self.add_join(point, span, next, None)
    }

    pub(super) fn add_join(
        &mut self,
        point: NodeId,
        span: Span2,
        next: &Rc<Cont>,
        value: Option<Ident>,
    ) -> Join {
        let arm = self.next_arm;
        self.next_arm += 1;
        let join = Join { arm, point, value };
        if self.ir.flow.reached(point) {
            self.queue.push_back(Pending {
                key: (span.last * 4 + 3, -next.depth()),
                arm,
                point,
                cont: next.clone(),
                start: Start::Join(join.value.clone()),
            });
        }
        join
    }
}
