//! What is left to do behind a piece of code.

use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::ArmId;
use crate::explicit::node::{Block, HOLE, If, Loop, Match, Stmt};
use crate::ir::graph::NodeId;
use crate::ir::local::LocalId;
use crate::ir::pattern;

/// What is left to do with a value.
pub(in crate::explicit) struct Cont {
    pub(super) kind: ContKind,
    pub(super) next: Option<Rc<Cont>>,
}

pub(super) enum ContKind {
    /// The function returns it.
    Return,
    /// A scope ends that has these locals.
    Scope(Vec<LocalId>),
    /// It is the value of a statement; then comes the rest of the block.
    Rest {
        block: Rc<Block>,
        index: usize,
        before: Vec<LocalId>,
    },
    /// It fills the hole.
    Template(syn::Expr),
    /// It is awaited.
    Await(usize),
    /// It is the condition's first operand.
    If(Rc<If>),
    /// It is matched.
    Match(Rc<Match>),
    /// It is the first operand of the loop's condition.
    While(Rc<Loop>, LoopArms),
    /// It is what the loop iterates over.
    For(Rc<Loop>),
    /// A branch ends with it.
    Join(Join),
    /// A round of the loop ends.
    Round(Rc<Loop>, LoopArms),
}

#[derive(Clone)]
pub(super) struct Join {
    pub(super) arm: ArmId,
    pub(super) point: NodeId,
    pub(super) value: Option<Ident>,
}

#[derive(Clone)]
pub(super) struct LoopArms {
    pub(super) head: ArmId,
    pub(super) join: Join,
    /// The locals in scope outside of the loop, and so without its iterator.
    pub(super) outside: Vec<LocalId>,
}

impl Cont {
    pub(super) fn next(&self) -> &Rc<Cont> {
        self.next
            .as_ref()
            .expect("only the function's end has nothing behind it")
    }

    /// The locals in scope here, outermost first.
    pub(super) fn scope(&self) -> Vec<LocalId> {
        let mut scope = self
            .next
            .as_ref()
            .map_or_else(Vec::new, |next| next.scope());
        match &self.kind {
            ContKind::Scope(locals) => scope.extend(locals),
            ContKind::Rest { before, .. } => scope.extend(before),
            _ => {}
        }
        scope
    }

    pub(super) fn depth(&self) -> isize {
        1 + self.next.as_ref().map_or(0, |next| next.depth())
    }

    /// The value in that variable. Where only a part of it may be used, a block around it makes a
    /// temporary of the rest.
    pub(super) fn value(&self, variable: &Ident) -> TokenStream {
        let whole = match &self.kind {
            ContKind::Return | ContKind::Await(_) | ContKind::Join(_) | ContKind::Round(..) => true,
            ContKind::Scope(_) => return self.next().value(variable),
            ContKind::Template(template) => is_hole(template),
            ContKind::Rest { block, index, .. } => match &block.stmts[*index] {
                Stmt::Let { local, .. } => {
                    let name = match &local.pat {
                        syn::Pat::Type(typed) => &*typed.pat,
                        pat => pat,
                    };
                    let init = local.init.as_ref();
                    pattern::is_name(name) && init.is_some_and(|init| is_hole(&init.expr))
                }
                Stmt::Expr { semi, .. } if *semi || *index + 1 < block.stmts.len() => true,
                _ => return self.next().value(variable),
            },
            ContKind::If(_) | ContKind::Match(_) | ContKind::While(..) | ContKind::For(_) => false,
        };
        match whole {
            true => quote!(#variable),
            false => quote!(({ #variable })),
        }
    }

    /// Whether the value is dropped at once.
    pub(super) fn discards(&self) -> bool {
        match &self.kind {
            ContKind::Rest { block, index, .. } => {
                matches!(&block.stmts[*index], Stmt::Expr { semi, .. } if *semi || *index + 1 < block.stmts.len())
            }
            _ => false,
        }
    }

    /// Whether the value is dropped at once, but for an early exit by `?`.
    pub(super) fn discards_result(&self) -> bool {
        match &self.kind {
            ContKind::Template(syn::Expr::Try(e)) => {
                is_hole(&e.expr) && self.next().discards_result()
            }
            _ => self.discards(),
        }
    }

    /// The type that the value must have, where one is written.
    pub(super) fn expected(&self, output: &TokenStream) -> Option<TokenStream> {
        match &self.kind {
            ContKind::Return => Some(output.clone()),
            ContKind::Rest { block, index, .. } => match &block.stmts[*index] {
                Stmt::Let { local, .. } => match (&local.pat, &local.init) {
                    (syn::Pat::Type(typed), Some(init)) if is_hole(&init.expr) => {
                        Some(typed.ty.to_token_stream())
                    }
                    _ => None,
                },
                Stmt::Expr { semi: false, .. } if *index + 1 == block.stmts.len() => {
                    self.next().expected(output)
                }
                _ => None,
            },
            ContKind::Scope(_) => self.next().expected(output),
            _ => None,
        }
    }
}

pub(super) fn cont(kind: ContKind, next: Option<&Rc<Cont>>) -> Rc<Cont> {
    Rc::new(Cont {
        kind,
        next: next.cloned(),
    })
}

pub(super) fn is_hole(expr: &syn::Expr) -> bool {
    crate::ir::syntax::as_ident(expr).is_some_and(|ident| ident == HOLE)
}
