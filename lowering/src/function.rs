//! The function that carries the attribute, taken apart.

use proc_macro2::Span;

use crate::edition::Edition;
use crate::reason::Reason;
use crate::suspension::Suspension;

/// An annotated function, ready to be lowered.
#[derive(Clone)]
pub struct Function {
    /// The attributes to keep on the function that is emitted.
    pub attrs: Vec<syn::Attribute>,
    /// Its visibility.
    pub vis: syn::Visibility,
    /// Its signature as written (with `async`).
    pub sig: syn::Signature,
    /// Its parameters, in order.
    pub params: Vec<Param>,
    /// Its body. Every await that belongs to it carries an attribute `#[__suspend(N)]` on the
    /// `syn::ExprAwait`, N being the index into `suspensions`; a macro with suspension points
    /// among its tokens carries `#[__suspend(N, M, …)]` on the `syn::ExprMacro` or
    /// `syn::StmtMacro`, and the awaits among its tokens are marked already
    /// (see [`suspend`](crate::suspend)).
    pub block: syn::Block,
    /// The suspension points of the body, in source order.
    pub suspensions: Vec<Suspension>,
    /// Awaits that are not observed, since nobody knows what the macro does with its tokens.
    pub unseen: Vec<Reason>,
    /// The edition in which it is written.
    pub edition: Edition,
    /// How the function arrived, and so what is to be emitted.
    pub form: Form,
}

/// How the function arrived.
#[derive(Clone)]
pub enum Form {
    /// An `async fn`: becomes a function that returns the machine.
    AsyncFn,
    /// An `async fn` with another attribute below ours that needs to see an `async fn`
    /// (`#[tokio::main]`, `#[tokio::test]`, any that we do not know): stays one, and awaits the
    /// machine inside.
    KeepAsync,
    /// A function with its future in an `async` block, as `#[async_trait]`,
    /// `#[async_recursion]` and `#[tokio::main]` hand it over: `block` is the body of that
    /// `async` block.
    Boxed {
        /// The body of the function itself, in which the `async` block is replaced by a path
        /// expression [`PLACEHOLDER`](crate::input::PLACEHOLDER), where the machine goes.
        outer: Box<syn::Block>,
        /// Whether the block is `async move`.
        capture: Option<syn::Token![move]>,
        /// Whether the function's parameters are those that the block captures, which are the
        /// parameters of the machine.
        known: bool,
    },
}

/// One parameter.
#[derive(Clone)]
pub struct Param {
    /// `self`, or the variable under which the value arrives: the pattern's own name for
    /// `a: A` and `mut a: A`, otherwise `__arg0`…, numbered by position.
    pub ident: syn::Ident,
    /// The pattern as written; none for `self`.
    pub pat: Option<syn::Pat>,
    /// The type as written; for `self`, if it is written (`self: Box<Self>`).
    pub ty: Option<syn::Type>,
    /// For `self` without a type: whether it is `&self` or `&mut self`.
    pub self_by_ref: bool,
    /// `#[cfg]` and other attributes.
    pub attrs: Vec<syn::Attribute>,
    /// Where it stands.
    pub span: Span,
}

impl Param {
    /// Whether it is `self`.
    pub fn is_self(&self) -> bool {
        self.pat.is_none()
    }

    /// Whether its name says that it is not used.
    pub fn is_unused(&self) -> bool {
        self.is_simple() && self.ident.to_string().starts_with('_')
    }

    /// Whether the pattern is a plain name, perhaps `mut`.
    pub fn is_simple(&self) -> bool {
        self.pat
            .as_ref()
            .is_some_and(|pat| simple_name(pat).is_some())
    }
}

/// The name in `name` and `mut name`.
pub(crate) fn simple_name(pat: &syn::Pat) -> Option<&syn::Ident> {
    match pat {
        syn::Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => Some(&pat.ident),
        _ => None,
    }
}
