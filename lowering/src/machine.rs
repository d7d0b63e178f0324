//! The machine: what is known of an `async fn` from its syntax.

use proc_macro2::Span;

use crate::reason::Reason;

/// The state machine of one `async fn`.
///
/// States are numbered as rustc numbers them: 0 `Unresumed`, 1 `Returned`, 2 `Panicked`, from 3
/// on `Suspend0`, `Suspend1`…
#[derive(Debug, Clone)]
pub struct Machine {
    /// The function's name.
    pub name: String,
    /// The function's name in the source.
    pub span: Span,
    /// The states, by number.
    pub states: Vec<State>,
    /// The edges, in source order.
    pub transitions: Vec<Transition>,
    /// The saved locals, in the order in which the enum holds them.
    pub locals: Vec<Local>,
    /// What stands in the way of the explicit enum.
    pub reasons: Vec<Reason>,
}

/// A state.
#[derive(Debug, Clone)]
pub struct State {
    /// `Unresumed`, `Returned`, `Panicked`, `Suspend0`…
    pub name: String,
    /// For `SuspendN` the `await`, else the function's name.
    pub span: Span,
    /// For `SuspendN` what is awaited.
    pub awaiting: String,
    /// The saved locals alive in it, as indices into [`Machine::locals`].
    pub saved: Vec<usize>,
    /// The branches of `select!` and `join!`.
    pub children: Vec<crate::suspension::Child>,
}

/// An edge between states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// The number of the state left.
    pub from: usize,
    /// The number of the state reached.
    pub to: usize,
    /// What makes the edge.
    pub via: Via,
}

/// What in the source makes an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// The code simply goes on.
    Flow,
    /// The back edge of a loop.
    Loop,
    /// An early exit by `?`.
    Try,
    /// A `return`.
    Return,
}

/// A saved local.
#[derive(Debug, Clone)]
pub struct Local {
    /// Its name in the source, `awaitee0` for an awaitee.
    pub name: String,
    /// What it is.
    pub kind: LocalKind,
    /// Where it is declared.
    pub span: Span,
    /// Its type, if it is written.
    pub ty: Option<String>,
    /// The locals from a borrow of which it is initialised, as indices into
    /// [`Machine::locals`]: known from syntax, so some may be missing.
    pub borrows: Vec<usize>,
}

/// The kinds of saved locals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalKind {
    /// A parameter.
    Parameter,
    /// A variable.
    Local,
    /// The future being awaited.
    Awaitee,
    /// A value without a name.
    Temporary,
}
