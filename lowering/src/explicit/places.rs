//! Which fields stand before which in the states.
//!
//! A field has one offset, whatever the state, since a saved local never moves. In a `repr(u8)`
//! enum of fields whose sizes nobody knows here, that is so exactly if the fields before it are the
//! same in each state that has it. So the locals are made a forest: a state has the fields on the
//! way from a root to one of the locals. Locals that are there together must stand on one such
//! way; others may stand on different ones, and then they share their storage.
//!
//! A forest that is as low as can be is hard to find; this one begins with the local that meets
//! most others, takes it away, and goes on with each of the parts into which the rest falls.

use std::collections::BTreeSet;

use super::arms::Facts;
use crate::ir::Ir;
use crate::ir::build::FIRST_SUSPEND;
use crate::ir::graph::{Event, NodeId};
use crate::ir::local::{LocalId, Use};

/// The locals whose fields each state has, in order: `Unresumed`, then the suspension points.
pub(super) fn places(
    ir: &Ir,
    slots: &BTreeSet<LocalId>,
    scopes: &[Vec<LocalId>],
    facts: &Facts,
) -> Vec<Vec<LocalId>> {
    let stored = Stored {
        ir,
        slots,
        borrowed: behind_borrows(ir),
        outlasting: outlasting(ir, slots, facts),
    };
    let mut states = vec![ir.resolved.parameters.clone()];
    for (suspension, scope) in scopes.iter().enumerate() {
        states.push(match ir.graph.suspends[suspension] {
            // What a statement mentions that rustc's own coroutine runs may change while it runs.
            _ if is_in_statement(facts, suspension) => stored.of(scope),
            Some(node) => stored.at(node, scope),
            None => Vec::new(),
        });
    }
    // Whatever lies in the enum has a field in some state.
    for &local in slots {
        if !states.iter().any(|state| state.contains(&local))
            && let Some(state) = scopes.iter().position(|scope| scope.contains(&local))
        {
            states[1 + state].push(local);
        }
    }
    let mut meets = Meets::none(ir.resolved.locals.len());
    let previous = ir.graph.previous();
    let slots_in_order: Vec<LocalId> = slots.iter().copied().collect();
    for node in 0..ir.graph.events.len() {
        let mut there = stored.at(node, &slots_in_order);
        there.extend(stored.of(&written_before(ir, &previous, node)));
        meets.all(&there);
    }
    for state in &states {
        meets.all(state);
    }
    for state in &states[1..] {
        for local in state {
            meets.awaitees[local.0] += 1;
        }
    }
    let mut forest = Forest {
        ir,
        meets: &meets,
        parent: vec![None; ir.resolved.locals.len()],
    };
    forest.grow(slots.iter().copied().collect(), None);
    states.iter().map(|state| forest.way(state)).collect()
}

/// Whether rustc's own coroutine runs the statement that suspends there.
fn is_in_statement(facts: &Facts, suspension: usize) -> bool {
    let state = FIRST_SUSPEND + suspension;
    let mut statements = facts.statements.values();
    statements.any(|statement| statement.states.contains(&state))
}

/// The locals that are written on the way to a point: what nobody reads behind it is still
/// written. Those that are declared together are written in any order.
fn written_before(ir: &Ir, previous: &[Vec<NodeId>], node: NodeId) -> Vec<LocalId> {
    let mut written = Vec::new();
    let mut work = vec![node];
    let mut seen = BTreeSet::new();
    while let Some(node) = work.pop() {
        for &before in &previous[node] {
            match ir.graph.events[before] {
                Event::Declare(local, written_to) => {
                    written.extend(written_to.then_some(local));
                    if seen.insert(before) {
                        work.push(before);
                    }
                }
                Event::Mention(id) if !ir.resolved.mentions[id.0].takes() => {
                    written.push(ir.resolved.mentions[id.0].local);
                }
                _ => {}
            }
        }
    }
    written
}

/// Locals that an arm may read although nothing needs them where it starts: plain data of which
/// the source has the mention before an await, and the arm behind it.
fn outlasting(ir: &Ir, slots: &BTreeSet<LocalId>, facts: &Facts) -> BTreeSet<LocalId> {
    let mut outlasting = BTreeSet::new();
    // The first arm finds its parameters, and nothing else.
    for (arm, mentions) in facts.mentions.iter().filter(|(arm, _)| **arm != 0) {
        let Some((point, scope)) = facts.starts.get(arm) else {
            continue;
        };
        for mention in mentions.iter().map(|&id| &ir.resolved.mentions[id]) {
            if slots.contains(&mention.local)
                && scope.contains(&mention.local)
                && mention.usage != Use::Assign
                && !ir.needed_at(*point, mention.local)
            {
                outlasting.insert(mention.local);
            }
        }
    }
    outlasting
}

/// Which locals have been borrowed when each point is reached.
fn behind_borrows(ir: &Ir) -> Vec<BTreeSet<LocalId>> {
    let mut behind = vec![BTreeSet::new(); ir.graph.events.len()];
    for (id, mention) in ir.resolved.mentions.iter().enumerate() {
        let Some(point) = ir.flow.point(id).filter(|_| mention.may_borrow()) else {
            continue;
        };
        let reached = ir.graph.reach(point, |node| {
            let event = ir.graph.events[node];
            event == Event::End(mention.local)
        });
        for (node, _) in reached.iter().enumerate().filter(|(_, reached)| **reached) {
            behind[node].insert(mention.local);
        }
    }
    behind
}

/// Where the locals are stored.
struct Stored<'a> {
    ir: &'a Ir,
    slots: &'a BTreeSet<LocalId>,
    /// Those that have been borrowed, by point.
    borrowed: Vec<BTreeSet<LocalId>>,
    /// Those that are stored for as long as they are in scope.
    outlasting: BTreeSet<LocalId>,
}

impl Stored<'_> {
    /// Those of a scope that lie in the enum.
    fn of(&self, scope: &[LocalId]) -> Vec<LocalId> {
        let slots = scope.iter().filter(|local| self.slots.contains(local));
        slots.copied().collect()
    }

    /// Those of them whose storage is not free when a point is reached. What has been borrowed keeps it to the
    /// end of its scope, as in rustc's own coroutine: a copy of it may have been taken, and the
    /// borrow be used still.
    fn at(&self, node: NodeId, scope: &[LocalId]) -> Vec<LocalId> {
        let mut locals = self.of(scope);
        let mentioned = match self.ir.graph.events[node] {
            Event::Mention(id) => Some(self.ir.resolved.mentions[id.0].local),
            _ => None,
        };
        locals.retain(|&local| {
            let kept = self.outlasting.contains(&local)
                || self.borrowed[node].contains(&local)
                || mentioned == Some(local);
            let in_scope = self.ir.holds(node, local).in_scope();
            kept && in_scope || self.ir.needed_at(node, local)
        });
        locals
    }
}

/// Which locals are stored together.
struct Meets {
    with: Vec<BTreeSet<LocalId>>,
    /// In how many states each is.
    awaitees: Vec<usize>,
}

impl Meets {
    fn none(locals: usize) -> Self {
        Meets {
            with: vec![BTreeSet::new(); locals],
            awaitees: vec![0; locals],
        }
    }

    fn all(&mut self, locals: &[LocalId]) {
        for local in locals {
            self.with[local.0].extend(locals.iter().filter(|other| *other != local));
        }
    }
}

struct Forest<'a> {
    ir: &'a Ir,
    meets: &'a Meets,
    /// The local before each.
    parent: Vec<Option<LocalId>>,
}

impl Forest<'_> {
    /// Puts these locals behind that one.
    fn grow(&mut self, mut locals: BTreeSet<LocalId>, parent: Option<LocalId>) {
        while let Some(&start) = locals.first() {
            let mut part = BTreeSet::new();
            let mut work = vec![start];
            while let Some(local) = work.pop() {
                if locals.remove(&local) {
                    part.insert(local);
                    work.extend(&self.meets.with[local.0]);
                }
            }
            let Some(root) = part
                .iter()
                .copied()
                .min_by_key(|local| self.rank(*local, &part))
            else {
                return;
            };
            self.parent[root.0] = parent;
            part.remove(&root);
            self.grow(part, Some(root));
        }
    }

    /// The least comes first: parameters, since `Unresumed` has nothing else; then what meets
    /// most others; and of those, what is known to need little alignment, as there is room for
    /// it behind the tag.
    fn rank(&self, local: LocalId, part: &BTreeSet<LocalId>) -> impl Ord + use<> {
        let variable = &self.ir.resolved.locals[local.0];
        let met = self.meets.with[local.0].intersection(part).count();
        (
            !self.ir.resolved.parameters.contains(&local),
            std::cmp::Reverse(met + self.meets.awaitees[local.0]),
            variable.ty.as_ref().map_or(UNKNOWN, alignment),
            local,
        )
    }

    /// The way to all of these locals, which stand on one.
    fn way(&self, locals: &[LocalId]) -> Vec<LocalId> {
        let ways = locals.iter().map(|&local| {
            let mut way: Vec<LocalId> =
                std::iter::successors(Some(local), |local| self.parent[local.0]).collect();
            way.reverse();
            way
        });
        ways.max_by_key(Vec::len).unwrap_or_default()
    }
}

/// The alignment of most types.
const UNKNOWN: u8 = 8;

/// The alignment of a type, as far as it is known from its name.
fn alignment(ty: &syn::Type) -> u8 {
    match ty {
        syn::Type::Array(array) => alignment(&array.elem),
        syn::Type::Path(path) if path.qself.is_none() => match path.path.get_ident() {
            Some(name) if ["bool", "u8", "i8"].iter().any(|it| name == it) => 1,
            Some(name) if ["u16", "i16"].iter().any(|it| name == it) => 2,
            Some(name) if ["u32", "i32", "f32", "char"].iter().any(|it| name == it) => 4,
            _ => UNKNOWN,
        },
        _ => UNKNOWN,
    }
}
