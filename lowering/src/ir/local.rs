//! The locals of a body, and every mention of them.

use proc_macro2::Span;

/// A parameter or variable, as an index into [`Resolved::locals`](super::Resolved::locals).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalId(pub usize);

/// A mention of a local, as an index into [`Resolved::mentions`](super::Resolved::mentions).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub usize);

/// A parameter or variable.
#[derive(Clone)]
pub struct Variable {
    /// Its name; for `self`, the keyword.
    pub ident: syn::Ident,
    /// Whether it is a parameter.
    pub parameter: bool,
    /// Bound by `ref` or `ref mut`.
    pub by_ref: bool,
    /// The type as written.
    pub ty: Option<syn::Type>,
    /// Known from syntax to have nothing to drop.
    pub no_drop: bool,
    /// Known from syntax to be `Copy`.
    pub copy: bool,
    /// Known from syntax to be a reference: a receiver reborrows it and never moves it.
    pub reference: bool,
    /// Declared without a value: `let x;`.
    pub deferred: bool,
    /// A value without a name: a `for` loop's iterator.
    pub temporary: bool,
    /// The statements that the declaration is part of, from the outermost.
    pub statements: Vec<usize>,
}

/// One mention.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Of which local.
    pub local: LocalId,
    /// How it is used there.
    pub usage: Use,
    /// The closure or block inside which it stands, and which therefore captures the local.
    pub capture: Option<Capture>,
    /// Whether it is matched by patterns, so that it is moved in parts, or on some paths only.
    pub matched: bool,
    /// The part of it that is used: `["a", "b"]` for `x.a.b`.
    pub path: Vec<String>,
    /// Where.
    pub span: Span,
    /// The statements that it is part of, from the outermost.
    pub statements: Vec<usize>,
}

/// How a mention uses its local.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// As a value: a move, or a copy of a `Copy` type.
    Value,
    /// Borrowed, compared, indexed, or a place in it used so: never moved.
    Borrow,
    /// Matched by patterns that bind nothing: never moved, and perhaps not even captured.
    Named,
    /// Compared or printed: never moved, and no borrow is left behind.
    Look,
    /// Assigned as a whole.
    Assign,
    /// A field of it is assigned.
    AssignPart,
    /// In a way that moves or borrows, depending on types: a receiver, a matched place, a field
    /// read.
    Unclear(Unclear),
}

/// Uses that depend on types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclear {
    /// `x.method()`.
    Receiver,
    /// `x()`.
    Callee,
    /// `match x { … }` with bindings.
    Matched,
    /// `x.field` as a value.
    Part,
    /// `x.field.method()`.
    PartReceiver,
    /// `(x.field)()`.
    PartCallee,
    /// `match x.field { … }` with bindings.
    PartMatched,
    /// `..x`, of which some fields are used.
    Update,
    /// `*x` as a value, which moves out of a `Box`.
    Deref,
    /// Among the tokens of a macro that we do not know.
    Macro,
}

/// What captures a local.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capture {
    /// A closure or `async` block without `move`.
    ByUse,
    /// A `move` closure or block: takes the whole local, in which the mention stands without a
    /// projection.
    Move,
    /// A `move` closure or block whose mention is of a part of the local.
    MovePart,
}

impl Mention {
    /// Whether the mention may leave a borrow of the local behind.
    pub fn may_borrow(&self) -> bool {
        match self.usage {
            Use::Borrow | Use::Named | Use::AssignPart | Use::Unclear(_) => true,
            Use::Value | Use::Look | Use::Assign => self.capture == Some(Capture::ByUse),
        }
    }

    /// Whether the mention certainly moves or copies the local out.
    pub fn takes(&self) -> bool {
        match self.capture {
            None => self.usage == Use::Value,
            Some(Capture::Move) => self.usage != Use::Named,
            Some(Capture::ByUse | Capture::MovePart) => false,
        }
    }

    /// Whether the mention moves a part of the local or copies it, moves it or borrows it: the
    /// rest of the local stays where it is.
    pub fn is_of_part(&self) -> bool {
        use Unclear::{Part, PartCallee, PartReceiver};
        self.capture.is_none()
            && matches!(self.usage, Use::Unclear(Part | PartReceiver | PartCallee))
            && !self.path.iter().any(|step| step == "*" || step == "[]")
    }

    /// Whether what one of two mentions uses is what the other does, or lies in it.
    pub fn overlaps(&self, path: &[String]) -> bool {
        self.path.iter().zip(path).all(|(a, b)| a == b)
    }

    /// Whether types decide if the mention moves the local.
    pub fn unclear(&self) -> bool {
        match self.capture {
            None => matches!(self.usage, Use::Unclear(_)),
            // Whether `let _ = x` captures it depends on the edition.
            Some(Capture::Move) => self.usage == Use::Named,
            Some(Capture::MovePart) => true,
            Some(Capture::ByUse) => !matches!(
                self.usage,
                Use::Borrow | Use::Named | Use::AssignPart | Use::Look
            ),
        }
    }
}
