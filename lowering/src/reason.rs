//! What can stand in the way of the explicit enum: every message in one place.

use proc_macro2::Span;

/// Something that stands in the way of the explicit enum.
#[derive(Debug, Clone)]
pub struct Reason {
    /// Which.
    pub kind: ReasonKind,
    /// The construct.
    pub span: Span,
    /// The name or text that the message speaks of.
    pub subject: String,
}

/// The kinds of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ReasonKind {
    /// An await among the tokens of a macro.
    AwaitInMacro,
    /// A macro that we do not know.
    UnknownMacro,
    /// An await behind operands that would have to be saved.
    AwaitPosition,
    /// A temporary that may live across an await.
    Temporary,
    /// A temporary whose life a `let` extends.
    ExtendedTemporary,
    /// A use that moves or borrows, depending on types.
    UndecidedMove,
    /// A closure or block that captures a saved local.
    Capture,
    /// The parts that a pattern leaves behind live across an await.
    Remainder,
    /// A saved local bound by `ref`.
    RefBinding,
    /// An item in an inner block, or one that the signature may mean.
    NestedItem,
    /// An await in a labelled block, an `unsafe` block, `let … else` or a `let` chain.
    AwaitIn,
    /// An `unsafe` function.
    UnsafeFn,
    /// A function that returns `!`.
    Never,
    /// A statement with `#[cfg]` or another attribute that declares a saved local.
    Attribute,
    /// More states than the tag can number.
    TooManyStates,
    /// An await that is never reached.
    Unreachable,
    /// A destructuring assignment to a saved local.
    DestructuringAssignment,
    /// A body that another attribute has boxed.
    Boxed,
}

impl Reason {
    /// A reason.
    pub fn new(kind: ReasonKind, span: Span, subject: impl Into<String>) -> Self {
        Reason {
            kind,
            span,
            subject: subject.into(),
        }
    }

    /// A stable name for programs: `await-in-macro`.
    pub fn code(&self) -> &'static str {
        use ReasonKind::*;
        match self.kind {
            AwaitInMacro => "await-in-macro",
            UnknownMacro => "unknown-macro",
            AwaitPosition => "await-position",
            Temporary => "temporary",
            ExtendedTemporary => "extended-temporary",
            UndecidedMove => "undecided-move",
            Capture => "capture",
            Remainder => "remainder",
            RefBinding => "ref-binding",
            NestedItem => "nested-item",
            AwaitIn => "await-in",
            UnsafeFn => "unsafe-fn",
            Never => "never",
            Attribute => "attribute",
            TooManyStates => "too-many-states",
            Unreachable => "unreachable",
            DestructuringAssignment => "destructuring-assignment",
            Boxed => "boxed",
        }
    }

    /// What it is, why it stands in the way, and how to write it so that it works.
    pub fn message(&self) -> String {
        use ReasonKind::*;
        let it = &self.subject;
        match self.kind {
            AwaitInMacro => format!(
                "this `.await` stands inside `{it}!`: which tokens of a macro are evaluated, and \
                 when, only its expansion tells; bind the result first: `let value = ….await;`"
            ),
            UnknownMacro => format!(
                "`{it}!` may expand to anything, a `return` or `?` included, and an attribute sees \
                 only its tokens; move it into a function of its own, call a function instead, or \
                 let it be a statement that mentions no variable, outside of loops"
            ),
            AwaitPosition => "operands evaluated before this `.await` would have to be saved with \
                 the state; bind the awaited value first: `let value = ….await;`"
                .to_owned(),
            Temporary => format!(
                "the value of `{it}` is a temporary that lives until the end of the statement, \
                 across the `.await`, if what follows borrows it, and is moved if it does not: \
                 only types tell; bind it first: `let value = {it};`"
            ),
            ExtendedTemporary => format!(
                "the initialiser of `{it}` may borrow from a temporary whose life the `let` \
                 extends, across an `.await`; bind that value first: `let value = …;`"
            ),
            UndecidedMove => format!(
                "whether this use moves `{it}` or borrows it depends on types, which an attribute \
                 cannot see, and `{it}` is in scope across an `.await`; borrow it explicitly \
                 (`(&{it})`, `(&mut {it})`), move it first (`let moved = {it};`), or give it a \
                 scope that ends before the `.await`"
            ),
            Capture => format!(
                "this captures `{it}`, which is saved in the machine, and may keep the borrow \
                 or move a part of it; use a `move` closure over a whole value, or borrow first: \
                 `let borrowed = &{it};`"
            ),
            Remainder => "what this pattern leaves unbound stays alive across the `.await` in the \
                 arm; bind every part by name, or bind the value first: `let value = …;`"
                .to_owned(),
            RefBinding => format!(
                "`ref {it}` borrows from a value that would have to be saved with the state; bind \
                 the value first, and then borrow it: `let {it} = &value;`"
            ),
            NestedItem => format!(
                "the item `{it}` would exist twice, once in the function as written and once in \
                 the machine; move it out of the function, or to the top of its body"
            ),
            AwaitIn => format!("an `.await` in {it} is not supported yet; move it out"),
            UnsafeFn => "the poll code of the machine is a closure, in which the body of an \
                 `unsafe fn` would not be allowed what it is allowed here; mark the unsafe \
                 operations by `unsafe` blocks in a safe function"
                .to_owned(),
            Never => "`!` cannot be named as the output of a future on stable; return \
                 `std::convert::Infallible`"
                .to_owned(),
            Attribute => {
                "an attribute on a statement decides whether it exists; put it on an item \
                 or a block without `.await`"
                    .to_owned()
            }
            TooManyStates => format!(
                "the body has {it} states and joins, more than the tag of the enum can number; \
                 split the function"
            ),
            Unreachable => "this `.await` is never reached; remove it".to_owned(),
            DestructuringAssignment => format!(
                "a destructuring assignment to `{it}`, which is saved in the machine; assign to \
                 each variable by itself"
            ),
            Boxed => "another attribute has turned this function into one that boxes its future, \
                 whose captured variables are not parameters of it"
                .to_owned(),
        }
    }
}

/// In the order of the source, each once.
pub(crate) fn in_order(mut reasons: Vec<Reason>) -> Vec<Reason> {
    let place = |reason: &Reason| {
        let start = reason.span.start();
        (start.line, start.column, reason.kind)
    };
    reasons.sort_by_key(place);
    reasons.dedup_by_key(|reason| place(reason));
    reasons
}
