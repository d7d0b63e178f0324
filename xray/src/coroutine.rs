//! A coroutine as the compiler built it.

use std::fmt;

use crate::{Location, Slot, State};

/// A coroutine of a program: the state machine that rustc made of an `async fn`, an `async`
/// block or an `async` closure.
///
/// All figures are rustc's own, as it wrote them into the debug info.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Coroutine {
    /// The type's full name in the debug info, such as `shop::Cart::checkout::{async_fn_env#0}<u8>`.
    pub type_name: String,
    /// What it was made of.
    pub kind: CoroutineKind,
    /// Where the function or block begins, if the debug info says so.
    pub location: Option<Location>,
    /// The size in bytes.
    pub size: u64,
    /// The alignment in bytes.
    pub align: u64,
    /// The field that says which state it is in: `__state`.
    pub tag: Tag,
    /// The states, in the order of their numbers: `Unresumed`, `Returned`, `Panicked`,
    /// `Suspend0`, `Suspend1`…
    pub states: Vec<State>,
}

/// The field that holds the number of a coroutine's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Tag {
    /// The offset from the coroutine's start, in bytes.
    pub offset: u64,
    /// The size in bytes.
    pub size: u64,
}

/// What a coroutine was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CoroutineKind {
    /// An `async fn`.
    AsyncFn,
    /// An `async` block.
    AsyncBlock,
    /// The body of an `async` closure.
    AsyncClosure,
    /// An annotated `async fn` that runs as an explicit enum: what is told of is that enum, with
    /// offsets from the start of the whole future.
    Explicit,
    /// A `gen` or `async gen` function, block or closure, or a coroutine written as such: these
    /// need nightly.
    Other,
}

impl Coroutine {
    /// The path of the function that it was made of, or that its block stands in, such as
    /// `shop::Cart::checkout`.
    pub fn path(&self) -> &str {
        crate::names::function_of(&self.type_name)
    }

    /// The name for people: `async fn shop::Cart::checkout`, or
    /// `async block in shop::Cart::checkout`.
    pub fn title(&self) -> String {
        let words = match self.kind {
            CoroutineKind::AsyncFn => "async fn",
            CoroutineKind::AsyncBlock => "async block in",
            CoroutineKind::AsyncClosure => "async closure in",
            CoroutineKind::Explicit => "the enum of async fn",
            CoroutineKind::Other => "coroutine",
        };
        format!("{words} {}", crate::names::short(self.path()))
    }

    /// Whether it is a part of what the attribute `#[visualize_future]` writes, which never runs.
    pub fn is_of_attribute(&self) -> bool {
        let types = |slot: &Slot| {
            let name = slot.type_name.as_deref().unwrap_or_default();
            name.starts_with("visualize_future::rt::code::Types<")
        };
        self.captures().iter().any(types)
    }

    /// The state of that number.
    pub fn state(&self, number: u64) -> Option<&State> {
        self.states.iter().find(|state| state.number == number)
    }

    /// What it captured: an `async fn`'s arguments, or the variables that an `async` block
    /// mentions. They keep their place in every state, also after they were moved out of it.
    pub fn captures(&self) -> &[Slot] {
        let unresumed = self.states.iter().find(|state| state.is_unresumed());
        unresumed.map_or(&[], |state| &state.slots)
    }
}

impl fmt::Display for Coroutine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::table::write(f, self)
    }
}
