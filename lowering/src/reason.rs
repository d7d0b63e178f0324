//! What can stand in the way of the explicit enum: every message in one place.

use proc_macro2::Span;

use crate::internal_error;

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
    /// A name of which macro hygiene tells what it means.
    Hygiene,
    /// A mistake of ours.
    InternalError,
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
            Hygiene => "hygiene",
            InternalError => "internal-error",
        }
    }

    /// What stands in the way, why rustc knows what it takes and an attribute does not, and how to
    /// write it so that it works.
    pub fn message(&self) -> String {
        use ReasonKind::*;
        let it = &self.subject;
        match self.kind {
            AwaitInMacro => format!(
                "`{it}!` decides whether this `.await` is evaluated, and when: rustc sees what the \
                 macro expands to, and an attribute only its tokens; bind the value before: \
                 `let value = ….await;`"
            ),
            UnknownMacro => format!(
                "`{it}!` may expand to anything, a `return` or `?` included: rustc sees what it \
                 expands to, and an attribute only its tokens; call a function that calls the \
                 macro, or let it be a statement that mentions no variable, outside of loops"
            ),
            AwaitPosition => format!(
                "what is evaluated before this `.await` has to be kept until it is done, and \
                 rustc knows its type, but an attribute does not; bind the value before: \
                 `let value = {it}.await;`"
            ),
            Temporary => format!(
                "the value of `{it}` lives until the end of the statement, across the `.await`, if \
                 what follows borrows it, and is moved if not: rustc knows that by the types, \
                 which an attribute does not see; bind it before: `let value = {it};`"
            ),
            ExtendedTemporary => format!(
                "what `{it}` borrows from has no name, and is a temporary, which then lives across \
                 an `.await`, or a constant: rustc knows which, and an attribute does not; name \
                 it: `let value = …;`, and then `let {it} = &value;`"
            ),
            UndecidedMove => format!(
                "whether this moves `{it}`, copies or borrows it, rustc knows by the types, which \
                 an attribute does not see, and `{it}` is in scope across an `.await`; borrow it \
                 explicitly (`(&{it})`, `(&mut {it})`), move it before (`let moved = {it};`), or \
                 declare it in a block that ends before the `.await`"
            ),
            Capture => format!(
                "whether this borrows `{it}`, moves it or a part of it, rustc knows by what is done \
                 with it, for which it takes types, which an attribute does not see, and `{it}` is \
                 in scope across an `.await`; borrow it before, and use that \
                 (`let borrowed = &{it};`), or move the whole (`move || …`)"
            ),
            Remainder => "what this pattern does not bind is dropped behind the `.await`, and \
                 whether there is something to drop, rustc knows by the type, which an attribute \
                 does not see; bind the whole before: `let value = …;`, and match that"
                .to_owned(),
            RefBinding => format!(
                "`ref {it}` borrows from a part of what is matched, across an `.await`, and by its \
                 type rustc knows where that part lies, but an attribute does not; borrow it \
                 behind the pattern: `let {it} = &…;`"
            ),
            NestedItem => format!(
                "{it} would exist twice, once in the function as written, by which rustc checks \
                 it, and once in the machine, which runs; move it to the top of the function's \
                 body, or out of the function"
            ),
            AwaitIn => self.await_in(),
            UnsafeFn => "the machine is polled by a closure, which cannot be `unsafe` as this \
                 function is; write `async fn`, with `unsafe { … }` around what needs it"
                .to_owned(),
            Never => "only rustc can name `!` as the output of a future on stable; return \
                 `std::convert::Infallible`"
                .to_owned(),
            Attribute if it.is_empty() => {
                "what this attribute does to the statement, rustc knows, \
                 and another attribute does not; put it on a function that is called here"
                    .to_owned()
            }
            Attribute if it == "#[cfg]" => "rustc evaluates this after the attribute on the \
                 function, and can be asked before only about whole statements, arms, fields and \
                 arguments, and if no lint attribute in the function speaks of `unexpected_cfgs` \
                 or `warnings`; put it on a statement, and such a lint attribute on the module"
                .to_owned(),
            Attribute => format!(
                "rustc evaluates the `#[cfg]` among the tokens of `{it}!` only when it expands the \
                 macro; call a function with that `#[cfg]` in it"
            ),
            TooManyStates => format!(
                "the body has {it} states and joins, more than the tag of the enum, which is one \
                 byte, can number; move a part of it into an `async fn` of its own"
            ),
            Unreachable => "this `.await` is never reached, so there is no state that waits \
                 there; remove it"
                .to_owned(),
            DestructuringAssignment => format!(
                "this assigns to `{it}`, which lies in the machine, as a part of a pattern; \
                 bind the parts first, `let (x, y) = …;`, and assign each: `{it} = x;`"
            ),
            Boxed => format!(
                "what the `async` block of this function captures, and so drops, rustc knows by \
                 what is done with it, and an attribute does not; write an `async fn`, or begin \
                 the block with `let {it} = {it};`, and so for each parameter"
            ),
            Hygiene => format!(
                "this `{it}` and the variable `{it}` are written by different macros: rustc knows \
                 by hygiene whether they are the same, and an attribute sees the same name; give \
                 one of them another name"
            ),
            InternalError => internal_error::told(it),
        }
    }

    fn await_in(&self) -> String {
        let it = &self.subject;
        let (trouble, advice) = match it.as_str() {
            "`let … else`" => (
                "would have to keep what did not match, and how that is dropped",
                "write a `match`: `let x = match … { Some(x) => x, None => … };`",
            ),
            "a match guard" => (
                "would have to keep what is matched before an arm takes it, and how that is dropped",
                "test it inside of the arm: `if ….await { … }`",
            ),
            "an `if let` chain" => (
                "would have to keep what its patterns do not bind, and how that is dropped",
                "write one `if` inside of the other",
            ),
            "the body of a `while let` chain" => (
                "would have to keep what its patterns do not bind, and how that is dropped",
                "write a `loop` that begins with `if … { … } else { break }`",
            ),
            "an `unsafe` block" => (
                "would divide it, and what may be done between the parts",
                "bind the value before: `let value = ….await;`",
            ),
            "a labelled block" => (
                "would divide it, and which values leave it where",
                "move it into an `async fn` of its own, and `return` there",
            ),
            _ => (
                "would divide it, and what has to be kept between the parts",
                "bind the value before: `let value = ….await;`",
            ),
        };
        format!(
            "an `.await` in {it} {trouble}, rustc knows by the types, which an attribute does not \
             see; {advice}"
        )
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
