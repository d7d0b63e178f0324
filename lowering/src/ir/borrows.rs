//! What may point into what, as far as syntax tells.

use std::collections::BTreeSet;

use super::local::{LocalId, Use};
use super::resolve::Resolved;

/// For each local, the locals that may hold a borrow of it.
#[derive(Debug, Clone)]
pub struct Borrows {
    holders: Vec<BTreeSet<LocalId>>,
    borrowed: Vec<bool>,
    initialised: Vec<BTreeSet<LocalId>>,
}

/// Collects what stands together in a statement: if one local is borrowed in a statement, then
/// any local that the statement binds or mentions may hold that borrow, and whatever stands
/// together with such a holder may hold it, too.
pub fn analyse(resolved: &Resolved) -> Borrows {
    let count = resolved.locals.len();
    let mut together = vec![BTreeSet::new(); count];
    let mut statements: Vec<BTreeSet<LocalId>> = Vec::new();
    let mut put = |statement: usize, local: LocalId| {
        if statements.len() <= statement {
            statements.resize(statement + 1, BTreeSet::new());
        }
        statements[statement].insert(local);
    };
    for (id, local) in resolved.locals.iter().enumerate() {
        local
            .statements
            .iter()
            .for_each(|&statement| put(statement, LocalId(id)));
    }
    for mention in &resolved.mentions {
        mention
            .statements
            .iter()
            .for_each(|&statement| put(statement, mention.local));
    }
    for statement in &statements {
        for local in statement {
            together[local.0].extend(statement.iter().copied());
        }
    }
    let mut borrowed = vec![false; count];
    for mention in &resolved.mentions {
        borrowed[mention.local.0] |= mention.may_borrow();
    }
    let holders = (0..count)
        .map(|id| {
            let mut holders = BTreeSet::new();
            if borrowed[id] {
                let mut work: Vec<LocalId> = resolved
                    .mentions
                    .iter()
                    .filter(|mention| mention.local.0 == id && mention.may_borrow())
                    .flat_map(|mention| &mention.statements)
                    .flat_map(|&statement| statements[statement].iter().copied())
                    .collect();
                while let Some(local) = work.pop() {
                    if local.0 != id && holders.insert(local) {
                        work.extend(&together[local.0]);
                    }
                }
            }
            holders
        })
        .collect();
    let initialised = (0..count)
        .map(|id| {
            let Some(&statement) = resolved.locals[id].statements.last() else {
                return BTreeSet::new();
            };
            resolved
                .mentions
                .iter()
                .filter(|mention| {
                    mention.usage == Use::Borrow
                        && mention.capture.is_none()
                        && mention.statements.last() == Some(&statement)
                })
                .map(|mention| mention.local)
                .collect()
        })
        .collect();
    Borrows {
        holders,
        borrowed,
        initialised,
    }
}

impl Borrows {
    /// Whether the local is ever borrowed.
    pub fn borrowed(&self, local: LocalId) -> bool {
        self.borrowed[local.0]
    }

    /// The locals that may hold a borrow of this one.
    pub fn holders(&self, local: LocalId) -> &BTreeSet<LocalId> {
        &self.holders[local.0]
    }

    /// The locals from a borrow of which this one is initialised.
    pub fn initialised_from(&self, local: LocalId) -> &BTreeSet<LocalId> {
        &self.initialised[local.0]
    }
}
