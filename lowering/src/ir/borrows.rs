//! What may point into what, as far as syntax tells.

use std::collections::BTreeSet;

use super::local::{LocalId, Mention, Use};
use super::resolve::Resolved;

/// Which locals stand together in statements.
#[derive(Debug, Clone)]
pub struct Borrows {
    statements: Vec<BTreeSet<LocalId>>,
    together: Vec<BTreeSet<LocalId>>,
    borrowed: Vec<bool>,
    initialised: Vec<BTreeSet<LocalId>>,
    perhaps_initialised: Vec<BTreeSet<LocalId>>,
}

/// Collects what stands together in each statement.
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
    let initialised = |wanted: fn(&Mention) -> bool| {
        let of = |id: usize| {
            let Some(&statement) = resolved.locals[id].statements.last() else {
                return BTreeSet::new();
            };
            resolved
                .mentions
                .iter()
                .filter(|mention| {
                    wanted(mention)
                        && mention.capture.is_none()
                        && mention.statements.last() == Some(&statement)
                })
                .map(|mention| mention.local)
                .collect()
        };
        (0..count).map(of).collect()
    };
    Borrows {
        statements,
        together,
        borrowed,
        initialised: initialised(|mention| matches!(mention.usage, Use::Borrow | Use::Named)),
        perhaps_initialised: initialised(Mention::may_borrow),
    }
}

impl Borrows {
    /// Whether the local is ever borrowed.
    pub fn borrowed(&self, local: LocalId) -> bool {
        self.borrowed[local.0]
    }

    /// The locals that may hold a borrow of `local` that one of these mentions makes: any that
    /// the same statement binds or mentions, and whatever stands together with such a holder.
    pub fn holders<'a>(
        &self,
        local: LocalId,
        mentions: impl IntoIterator<Item = &'a Mention>,
    ) -> BTreeSet<LocalId> {
        let statements = mentions.into_iter().flat_map(|mention| &mention.statements);
        let mut work: Vec<LocalId> = statements
            .flat_map(|&statement| self.statements[statement].iter().copied())
            .collect();
        let mut holders = BTreeSet::new();
        while let Some(holder) = work.pop() {
            if holder != local && holders.insert(holder) {
                work.extend(&self.together[holder.0]);
            }
        }
        holders
    }

    /// The locals from a borrow of which this one is initialised.
    pub fn initialised_from(&self, local: LocalId) -> &BTreeSet<LocalId> {
        &self.initialised[local.0]
    }

    /// The same, and those that types decide about.
    pub fn perhaps_initialised_from(&self, local: LocalId) -> &BTreeSet<LocalId> {
        &self.perhaps_initialised[local.0]
    }
}
