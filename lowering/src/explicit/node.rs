//! The body as the poll code needs it: taken apart at its suspension points, and only there.

use std::rc::Rc;

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::ToTokens as _;
use syn::{Expr, Pat};

use crate::ir::graph::{NodeId, Points};
use crate::ir::local::LocalId;

/// Stands in a template for the value that an await, or what contains it, yields.
pub(super) const HOLE: &str = "__vf_hole";

/// A block that suspends.
pub(super) struct Block {
    pub(super) stmts: Vec<Stmt>,
    /// Its braces.
    pub(super) span: Span,
}

impl Block {
    /// Code in braces of the block's own edition, which says whether its variables are dropped
    /// before the temporaries of its value.
    pub(super) fn braced(&self, code: TokenStream) -> TokenStream {
        let mut block = Group::new(Delimiter::Brace, code);
        block.set_span(self.span);
        block.into_token_stream()
    }
}

/// A statement of such a block.
pub(super) enum Stmt {
    /// Without a suspension point.
    Plain {
        stmt: syn::Stmt,
        declares: Vec<LocalId>,
    },
    /// A `let` whose initialiser suspends; [`HOLE`] stands for it.
    Let {
        local: syn::Local,
        declares: Vec<LocalId>,
        init: Rc<Node>,
    },
    /// An expression that suspends; with a semicolon its value is dropped.
    Expr { node: Rc<Node>, semi: bool },
}

/// An expression.
pub(super) enum Node {
    /// Without a suspension point.
    Plain(Expr),
    /// `OPERAND.await`.
    Await {
        suspension: usize,
        operand: Rc<Node>,
    },
    /// An expression whose first operand suspends; [`HOLE`] stands for that.
    Template { template: Expr, inner: Rc<Node> },
    /// `if`, a branch of which suspends.
    If(Rc<If>),
    /// `match`, an arm of which suspends.
    Match(Rc<Match>),
    /// A loop whose body or condition suspends.
    Loop(Rc<Loop>),
    /// A block.
    Block(Rc<Block>),
    /// A unit that rustc's own coroutine runs.
    Statement(Rc<Statement>),
}

/// A unit that rustc's own coroutine runs, since what is temporary in it, and what that holds,
/// depends on types. It is awaited as a whole.
pub(super) struct Statement {
    pub(super) code: syn::Stmt,
    /// Its suspension points; the first gives its number to the whole.
    pub(super) suspensions: Vec<usize>,
    pub(super) entry: NodeId,
    /// Where the code goes on behind it; none if it never does.
    pub(super) end: Option<NodeId>,
    pub(super) shape: Shape,
}

impl Statement {
    /// The same, as the whole of a statement.
    pub(super) fn of(&self, code: &syn::Stmt) -> Statement {
        Statement {
            code: code.clone(),
            suspensions: self.suspensions.clone(),
            entry: self.entry,
            end: self.end,
            shape: Shape::Dropped,
        }
    }
}

/// What becomes of the value of a unit.
#[derive(Clone)]
pub(super) enum Shape {
    /// It is used, after the temporaries have been dropped.
    Value,
    /// The same, and its type is written.
    Typed(Box<syn::Type>),
    /// It is dropped with the temporaries.
    Dropped,
    /// It is the value of the body's block, whose variables may drop before the temporaries do.
    Tail,
    /// It is the value of another block, whose variables may drop before the temporaries do.
    Branch,
    /// The same, and it may borrow from the temporaries.
    InnerTail,
}

/// An `if`.
pub(super) struct If {
    pub(super) points: Points,
    pub(super) span: Span2,
    /// The word, whose edition says when what the condition needs is dropped.
    pub(super) word: Span,
    pub(super) cond: Cond,
    pub(super) then: Rc<Node>,
    pub(super) otherwise: Option<Rc<Node>>,
}

/// The condition of an `if` or `while`.
pub(super) struct Cond {
    /// The condition; if it suspends, with [`HOLE`] for its first operand.
    pub(super) expr: Expr,
    pub(super) inner: Option<Rc<Node>>,
    pub(super) declares: Vec<LocalId>,
}

/// A `match`.
pub(super) struct Match {
    pub(super) points: Points,
    pub(super) span: Span2,
    pub(super) scrutinee: Rc<Node>,
    pub(super) arms: Vec<Arm>,
}

/// An arm.
pub(super) struct Arm {
    pub(super) pat: Pat,
    pub(super) declares: Vec<LocalId>,
    pub(super) body: Rc<Node>,
}

/// A loop.
pub(super) struct Loop {
    pub(super) points: Points,
    pub(super) span: Span2,
    pub(super) label: Option<proc_macro2::Ident>,
    pub(super) kind: LoopKind,
    pub(super) body: Rc<Block>,
    /// Whether a `break` carries a value.
    pub(super) valued: bool,
}

/// The kinds of loops.
pub(super) enum LoopKind {
    Loop,
    While(Cond),
    For {
        pat: Pat,
        declares: Vec<LocalId>,
        iterator: LocalId,
        iter: Rc<Node>,
    },
}

/// The first and the last suspension point inside a construct: where its code stands among the
/// arms of the poll code, which keep the order of the source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span2 {
    pub(super) first: usize,
    pub(super) last: usize,
}
