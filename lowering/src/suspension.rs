//! Suspension points: the awaits of a body.

use proc_macro2::Span;

/// One suspension point.
#[derive(Debug, Clone)]
pub struct Suspension {
    /// The `await` token, or the name of the macro (`select`, `join`) that suspends.
    pub span: Span,
    /// The source text of what is awaited, shortened.
    pub awaiting: String,
    /// The branches of `select!` or `join!`.
    pub children: Vec<Child>,
    /// The macro in whose tokens the await stands, if it stands in one.
    pub in_macro: Option<String>,
}

/// A future polled side by side with others at one suspension point.
#[derive(Debug, Clone)]
pub struct Child {
    /// Where its expression starts.
    pub span: Span,
    /// The source text of the branch's future, shortened.
    pub awaiting: String,
}
