//! How each arm holds the locals.

use std::collections::BTreeSet;

use super::arms::{ArmId, Facts, Modes};
use super::rests::Rests;
use crate::ir::Ir;
use crate::ir::build::FIRST_SUSPEND;
use crate::ir::local::{Capture, LocalId, Mention};

/// Decides, from what the first run found out.
///
/// A local that an arm hands to another lies in the enum. Where the last arm that has it uses it
/// in a way that may be a move or a borrow, it is moved out at the arm's start into a variable,
/// and rustc decides; but only if nothing that is alive may hold a borrow of it.
pub(super) fn decide(ir: &Ir, facts: Facts) -> Modes {
    let mut slots: BTreeSet<LocalId> = ir.resolved.parameters.iter().copied().collect();
    slots.extend(facts.kept.values().flatten().copied());
    slots.extend(facts.lent.iter().copied());
    // So does one that gets a new value in an arm in which it was in scope from the start.
    for (arm, mentions) in &facts.mentions {
        let scope = facts.starts.get(arm).map_or(&[][..], |(_, scope)| scope);
        let locals = mentions.iter().map(|&id| ir.resolved.mentions[id].local);
        slots.extend(locals.filter(|local| scope.contains(local)));
    }
    // And so does what another one in the enum borrows, if there is a place for it: the enum's type
    // has the lifetime of that borrow.
    loop {
        let borrowed = slots
            .iter()
            .flat_map(|&slot| ir.borrows.perhaps_initialised_from(slot));
        let borrowed = borrowed.copied().filter(|local| !slots.contains(local));
        let has_place = |local: &LocalId| facts.scopes.values().any(|scope| scope.contains(local));
        let more: Vec<LocalId> = borrowed.filter(has_place).collect();
        if more.is_empty() {
            break;
        }
        slots.extend(more);
    }
    // A part of it may have been moved before.
    let moved = Rests::new(ir, &facts, &slots, |_| false);
    let mut loaded = BTreeSet::new();
    for (&arm, mentions) in &facts.mentions {
        let Some((point, scope)) = facts.starts.get(&arm) else {
            continue;
        };
        for &id in mentions {
            let mention = &ir.resolved.mentions[id];
            let local = mention.local;
            let captured = mention
                .capture
                .is_some_and(|capture| capture != Capture::Move);
            let wanted = ir.flow.undecided(&ir.resolved, id) || captured;
            let kept = facts
                .kept
                .get(&arm)
                .is_some_and(|kept| kept.contains(&local));
            let whole = if arm == 0 {
                ir.resolved.parameters.contains(&local)
            } else {
                ir.holds(*point, local).surely()
            };
            if wanted
                && slots.contains(&local)
                && !kept
                && whole
                && scope.contains(&local)
                && !moved.may_be_moved(*point, local)
                && !facts.in_place.contains(&(arm, local))
                && !may_be_borrowed(ir, &facts, arm, *point, local)
            {
                loaded.insert((arm, local));
            }
        }
    }
    let is_loaded = |mention: usize| {
        let local = ir.resolved.mentions[mention].local;
        let mut arms = facts.mentions.iter();
        arms.any(|(arm, mentions)| mentions.contains(&mention) && loaded.contains(&(*arm, local)))
    };
    let rests = Rests::new(ir, &facts, &slots, is_loaded);
    Modes {
        slots,
        loaded,
        rests,
        facts: Some(facts),
    }
}

/// Whether something that is alive at the arm's start may hold a borrow of the local.
fn may_be_borrowed(ir: &Ir, facts: &Facts, arm: ArmId, point: usize, local: LocalId) -> bool {
    if arm == 0 {
        return false;
    }
    // The borrows made before.
    let before: Vec<(usize, &Mention)> = ir
        .resolved
        .mentions
        .iter()
        .enumerate()
        .filter(|(_, mention)| mention.local == local && mention.may_borrow())
        .filter(|(id, _)| {
            let made = ir.flow.point(*id);
            made.is_some_and(|made| ir.graph.reach(made, |_| false)[point])
        })
        .collect();
    if before.is_empty() {
        return false;
    }
    let holders = ir
        .borrows
        .holders(local, before.iter().map(|(_, mention)| *mention));
    if holders.iter().any(|holder| ir.needed_at(point, *holder)) {
        return true;
    }
    let Some(suspension) = arm
        .checked_sub(FIRST_SUSPEND)
        .filter(|index| *index < ir.graph.suspends.len())
    else {
        // Where paths meet, a value may come along that holds it.
        return true;
    };
    // What was awaited may have borrowed it, and the result may hold that borrow.
    if facts.discarded.contains(&suspension) {
        return false;
    }
    match facts.operands.get(&suspension) {
        Some(operand) => operand.iter().any(|id| {
            before.iter().any(|(made, _)| made == id)
                || holders.contains(&ir.resolved.mentions[*id].local)
        }),
        None => true,
    }
}
