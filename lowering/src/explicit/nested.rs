//! A statement that rustc's own coroutine runs, while its code is made: how it finds the saved
//! locals, and how it may end.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::arms::ArmId;
use crate::ir::local::LocalId;

/// What is found out about such a statement.
pub(super) struct Nested {
    /// Its arm.
    pub(super) arm: ArmId,
    /// The locals that are declared outside of it, all of which lie in the enum.
    outside: BTreeSet<LocalId>,
    /// The variable that finds what is lent.
    lent: Ident,
    /// What is lent, in order.
    entries: Vec<Entry>,
    /// The locals that it may move or assign to, as their drop flags tell.
    pub(super) changed: BTreeSet<LocalId>,
    /// The locals of which it may move parts.
    pub(super) parted: BTreeSet<LocalId>,
    /// The type that the function returns, if it returns from here.
    pub(super) returns: bool,
    /// The `break`s and `continue`s that leave it: what they do outside.
    pub(super) leaves: Vec<TokenStream>,
}

/// Something that is lent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    /// A local.
    Local(LocalId),
    /// Its drop flag.
    Flag(LocalId),
    /// What is left of it.
    Rest(LocalId),
    /// The value of a loop that the statement leaves.
    Value(Ident),
}

impl Nested {
    pub(super) fn new(arm: ArmId, outside: BTreeSet<LocalId>, lent: Ident) -> Self {
        Nested {
            arm,
            outside,
            lent,
            entries: Vec::new(),
            changed: BTreeSet::new(),
            parted: BTreeSet::new(),
            returns: false,
            leaves: Vec::new(),
        }
    }

    /// Whether the local is declared outside.
    pub(super) fn is_outside(&self, local: LocalId) -> bool {
        self.outside.contains(&local)
    }

    /// What is lent, in order.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The locals that are mentioned.
    pub(super) fn mentioned(&self) -> impl Iterator<Item = LocalId> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Local(local) => Some(*local),
            Entry::Flag(_) | Entry::Rest(_) | Entry::Value(_) => None,
        })
    }

    fn entry(&mut self, entry: Entry) -> TokenStream {
        let known = self.entries.iter().position(|known| *known == entry);
        let index = known.unwrap_or_else(|| {
            self.entries.push(entry);
            self.entries.len() - 1
        });
        let (lent, index) = (&self.lent, Literal::usize_unsuffixed(index));
        quote!(#lent.get().#index)
    }

    /// The local as a place.
    pub(super) fn place(&mut self, local: LocalId) -> TokenStream {
        let handle = self.entry(Entry::Local(local));
        quote!((**#handle.at()))
    }

    /// A handle of its own.
    pub(super) fn handle(&mut self, local: LocalId) -> TokenStream {
        let handle = self.entry(Entry::Local(local));
        quote!(#handle.handle())
    }

    /// The value of a local that has nothing to drop.
    pub(super) fn copy(&mut self, local: LocalId) -> TokenStream {
        let handle = self.entry(Entry::Local(local));
        quote!(#handle.copy())
    }

    /// The value of a local, moved out.
    pub(super) fn take(&mut self, local: LocalId) -> TokenStream {
        let (handle, flag) = self.changing(local);
        quote!(#handle.take(&#flag))
    }

    /// An assignment.
    pub(super) fn assign(
        &mut self,
        local: LocalId,
        given: &Ident,
        value: &TokenStream,
    ) -> TokenStream {
        let (handle, flag) = self.changing(local);
        once_there(value, given, &quote!(#handle.assign(&#flag, #given)))
    }

    /// An assignment to a local of which parts may have been moved.
    pub(super) fn assign_parted(
        &mut self,
        local: LocalId,
        given: &Ident,
        value: &TokenStream,
    ) -> TokenStream {
        let (_, rest) = self.parting(local);
        let (handle, flag) = self.changing(local);
        once_there(
            value,
            given,
            &quote!(#handle.assign_parted(&#flag, &#rest, #given)),
        )
    }

    /// The handles of a local of which the statement may move parts, and of what is left of it.
    pub(super) fn parting(&mut self, local: LocalId) -> (TokenStream, TokenStream) {
        self.parted.insert(local);
        (
            self.entry(Entry::Local(local)),
            self.entry(Entry::Rest(local)),
        )
    }

    /// The variable for the value of a loop, as a place.
    pub(super) fn loop_value(&mut self, variable: &Ident) -> TokenStream {
        let handle = self.entry(Entry::Value(variable.clone()));
        quote!((**#handle.at()))
    }

    /// The handles of a local that the statement may move or assign to, and of its flag.
    pub(super) fn changing(&mut self, local: LocalId) -> (TokenStream, TokenStream) {
        self.changed.insert(local);
        (
            self.entry(Entry::Local(local)),
            self.entry(Entry::Flag(local)),
        )
    }
}

/// What is done with a value once it is there, under that name. Only then is asked for what is
/// lent: an await in the value may end in a later poll, for which the handles are lent anew.
pub(super) fn once_there(value: &TokenStream, given: &Ident, then: &TokenStream) -> TokenStream {
    quote!(match (#value) { #given => #then })
}
