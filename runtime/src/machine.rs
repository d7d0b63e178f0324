//! The description of a machine: what is known of an `async fn` before it runs.

use crate::Location;

/// The state machine of one annotated `async fn`, as known at compile time.
///
/// There is one for each annotated function in the program, in static memory; [`machines`](crate::machines())
/// lists them all, and [`Visualized::machine`](crate::Visualized::machine) gives that of a
/// future. Indices into [`states`](Self::states) are the state numbers of rustc's own
/// coroutines: 0 is `Unresumed`, 1 `Returned`, 2 `Panicked`, and from 3 on `Suspend0`,
/// `Suspend1` and so forth.
#[derive(Debug)]
pub struct Machine {
    #[doc(hidden)]
    pub parts: MachineParts,
    #[doc(hidden)]
    pub cells: crate::rt::MachineCells,
}

/// The number of a state of which is known that it is suspended, but not where: without `std`, of
/// a machine that the compiler lowered (see the module `rt::thread`).
pub(crate) const SUSPENDED: u16 = u16::MAX;

/// What the attribute writes; read through the methods of [`Machine`].
#[doc(hidden)]
#[derive(Debug)]
pub struct MachineParts {
    pub name: &'static str,
    pub module: &'static str,
    pub path: fn() -> &'static str,
    pub location: Location,
    pub lowering: Lowering,
    pub reasons: &'static [Reason],
    pub states: &'static [State],
    pub transitions: &'static [Transition],
    pub locals: &'static [LocalInfo],
    pub options: crate::rt::Options,
}

impl Machine {
    /// The function's name, or that given by the attribute's `name = "…"`.
    pub const fn name(&self) -> &'static str {
        self.parts.name
    }

    /// The module in which the function stands, as `module_path!()` gives it.
    pub const fn module(&self) -> &'static str {
        self.parts.module
    }

    /// The function's full path, such as `shop::Cart::checkout`.
    pub fn path(&self) -> &'static str {
        crate::rt::trim_path((self.parts.path)())
    }

    /// Where the function's name stands.
    pub const fn location(&self) -> Location {
        self.parts.location
    }

    /// Whether the explicit enum runs, or the compiler's coroutine.
    pub const fn lowering(&self) -> Lowering {
        self.parts.lowering
    }

    /// What stood in the way of the explicit enum; empty if nothing did.
    pub const fn reasons(&self) -> &'static [Reason] {
        self.parts.reasons
    }

    /// The states, in the order of their numbers.
    pub const fn states(&self) -> &'static [State] {
        self.parts.states
    }

    /// The state of that number.
    pub(crate) fn state(&self, number: u16) -> &'static State {
        static UNKNOWN: State = State::new("Suspended", Location::new("", 0, 0), "", &[], &[]);

        if cfg!(not(feature = "std")) && number == SUSPENDED {
            return &UNKNOWN;
        }
        &self.states()[usize::from(number)]
    }

    /// The edges between states that the source allows, in source order.
    ///
    /// `Panicked` can be reached from every state that runs user code and is left out.
    pub const fn transitions(&self) -> &'static [Transition] {
        self.parts.transitions
    }

    /// The saved locals, in the order in which the enum holds them.
    pub const fn locals(&self) -> &'static [LocalInfo] {
        self.parts.locals
    }
}

/// One state of a [`Machine`].
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct State {
    /// rustc's name: `Unresumed`, `Returned`, `Panicked`, `Suspend0`…
    pub name: &'static str,
    /// For `SuspendN`, where its `.await` stands (of `select!` and `join!`, where the macro's
    /// name stands); otherwise the function's own place.
    pub location: Location,
    /// For `SuspendN`, the source text of what is awaited, shortened; otherwise empty.
    pub awaiting: &'static str,
    /// The saved locals alive in this state, as indices into [`Machine::locals`].
    pub saved: &'static [u16],
    /// Futures polled side by side at this one suspension point: the branches of `select!` and
    /// `join!`.
    pub children: &'static [Child],
}

impl State {
    #[doc(hidden)]
    pub const fn new(
        name: &'static str,
        location: Location,
        awaiting: &'static str,
        saved: &'static [u16],
        children: &'static [Child],
    ) -> Self {
        State {
            name,
            location,
            awaiting,
            saved,
            children,
        }
    }
}

/// A branch of `select!` or `join!`.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Child {
    /// Where the branch's future stands.
    pub location: Location,
    /// Its source text, shortened.
    pub awaiting: &'static str,
}

impl Child {
    #[doc(hidden)]
    pub const fn new(location: Location, awaiting: &'static str) -> Self {
        Child { location, awaiting }
    }
}

/// An edge from one state to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transition {
    /// The state left, as an index into [`Machine::states`].
    pub from: u16,
    /// The state reached.
    pub to: u16,
    /// What in the source makes the edge.
    pub via: Via,
}

impl Transition {
    #[doc(hidden)]
    pub const fn new(from: u16, to: u16, via: Via) -> Self {
        Transition { from, to, via }
    }
}

/// What in the source makes a [`Transition`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
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

/// A saved local: a local, parameter, temporary or awaitee stored in the machine across a
/// suspension point.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct LocalInfo {
    /// The name in the source; of an awaitee, `awaitee0` and so forth.
    pub name: &'static str,
    /// What it is.
    pub kind: LocalKind,
    /// Where it is declared.
    pub location: Location,
    /// The type as written, if it is written.
    pub ty: Option<&'static str>,
    /// The locals from a borrow of which it is initialised, as indices into
    /// [`Machine::locals`]; known from syntax alone, so it may miss some.
    pub borrows: &'static [u16],
}

impl LocalInfo {
    #[doc(hidden)]
    pub const fn new(
        name: &'static str,
        kind: LocalKind,
        location: Location,
        ty: Option<&'static str>,
        borrows: &'static [u16],
    ) -> Self {
        LocalInfo {
            name,
            kind,
            location,
            ty,
            borrows,
        }
    }
}

/// The kinds of saved locals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LocalKind {
    /// A parameter of the function.
    Parameter,
    /// A variable of the body.
    Local,
    /// The future being awaited at a suspension point.
    Awaitee,
    /// A value without a name that lives across a suspension point, such as a `for` loop's
    /// iterator.
    Temporary,
}

/// How the body was turned into a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lowering {
    /// The explicit enum runs.
    Explicit,
    /// The compiler's coroutine runs, and each await is observed.
    Compiler,
}

/// Something that stood in the way of the explicit enum.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Reason {
    /// A stable name, such as `await-in-macro`.
    pub code: &'static str,
    /// What it is, why it stands in the way, and how to write it so that it works.
    pub message: &'static str,
    /// Where it stands.
    pub location: Location,
}

impl Reason {
    #[doc(hidden)]
    pub const fn new(code: &'static str, message: &'static str, location: Location) -> Self {
        Reason {
            code,
            message,
            location,
        }
    }
}
