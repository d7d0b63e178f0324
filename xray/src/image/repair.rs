//! What a coroutine's own description does not tell, or tells otherwise than the source.
//!
//! It has one place for all locals of a name in a state. In a build without optimisation, the function that polls the coroutine has a variable for each,
//! whose place is an offset in the coroutine. A state holds some of the variables of a name, all
//! of which are in scope where it awaits. Where it is not certain which, nothing is said.
//!
//! Of an await that a macro writes it has the line in the macro's definition. The variable for what
//! is awaited has that of the macro's call, in optimised builds, too.

use gimli::UnitOffset;

use super::coroutines::{SlotType, StateType};
use super::open::OpenUnit;
use super::reader::Reader;
use super::types::{self, TypeId};
use super::variables::{self, Variable};
use crate::{Confidence, NotAvailable, Role};

/// Fills in places that are not known, where they follow from the variables.
pub(super) fn places<'i>(
    reader: &Reader<'i>,
    open: &OpenUnit<'i>,
    coroutine: UnitOffset,
    size: u64,
    states: &mut [StateType],
) -> Result<(), NotAvailable> {
    let is_unknown = |state: &StateType| state.slots.iter().any(|slot| slot.place.is_none());
    let file = |state: &StateType| {
        state
            .location
            .as_ref()
            .map(|location| location.file.clone())
    };
    let own_file = states.first().and_then(file);
    let is_in_macro = |state: &StateType| state.number > 2 && file(state) != own_file;
    if !states
        .iter()
        .any(|state| is_unknown(state) || is_in_macro(state))
    {
        return Ok(());
    }
    let Some(variables) = variables::of(reader, open, coroutine, size)? else {
        return Ok(());
    };
    for state in states.iter_mut().filter(|state| is_in_macro(state)) {
        let awaitee = state.slots.iter().find(|slot| slot.role == Role::Awaitee);
        if let Some((_, ty)) = awaitee.and_then(|slot| slot.place) {
            reader.budget.spend_looking(variables.len())?;
            let call = variables.call(&types::name_of(reader, ty)?);
            state.location = call.cloned().or(state.location.take());
        }
    }
    for state in states.iter_mut().filter(|state| is_unknown(state)) {
        for name in unknown_names(state) {
            reader.budget.spend_looking(variables.len())?;
            let in_scope = variables.in_scope(state, &name);
            if !repair_name(reader, state, &name, in_scope, size)? {
                // Some outlive their scope: `pin!` has a variable of its own that does.
                repair_name(reader, state, &name, variables.all(&name), size)?;
            }
        }
    }
    Ok(())
}

fn unknown_names(state: &StateType) -> Vec<String> {
    let unknown = state.slots.iter().filter(|slot| slot.place.is_none());
    let mut names: Vec<_> = unknown.map(|slot| slot.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// Gives the slots of that name, of which the first is known, the places of the variables, if as
/// many of these fit.
fn repair_name(
    reader: &Reader<'_>,
    state: &mut StateType,
    name: &str,
    mut candidates: Vec<Variable>,
    size: u64,
) -> Result<bool, NotAvailable> {
    let mut taken = Vec::new();
    reader.budget.spend(state.slots.len())?;
    for slot in &state.slots {
        if let Some((offset, ty)) = slot.place {
            let length = types::size_of(reader, ty)?.unwrap_or(0);
            taken.push((offset, length));
            if slot.name == name {
                remove_known(reader, &mut candidates, offset, ty)?;
            }
        }
    }
    let overlaps = |(offset, length): (u64, u64)| {
        taken.iter().any(|&(other, other_length)| {
            offset < other.saturating_add(other_length) && other < offset.saturating_add(length)
        })
    };
    let mut fitting = Vec::new();
    for variable in candidates {
        let offset = variable.offset;
        let length = types::size_of(reader, variable.ty)?.unwrap_or(0);
        reader.budget.spend_looking(taken.len())?;
        // A value of no size may lie where others do.
        let is_free = length == 0 || !overlaps((offset, length));
        if is_free && offset.saturating_add(length) <= size {
            fitting.push(variable);
        }
    }
    fitting.dedup();
    let unknown = |slot: &&mut SlotType| slot.name == name && slot.place.is_none();
    let wanted = state.slots.iter_mut().filter(unknown).count();
    if fitting.len() != wanted {
        return Ok(false);
    }
    for (slot, variable) in state.slots.iter_mut().filter(unknown).zip(fitting) {
        slot.place = Some((variable.offset, variable.ty));
        slot.align = variable.align;
        slot.confidence = Confidence::Repaired;
    }
    Ok(true)
}

/// Takes out the variable whose slot is known already. Both are described by types of one name,
/// which may stand in different units.
fn remove_known(
    reader: &Reader<'_>,
    candidates: &mut Vec<Variable>,
    offset: u64,
    ty: TypeId,
) -> Result<(), NotAvailable> {
    reader.budget.spend_looking(candidates.len())?;
    for (index, candidate) in candidates.iter().enumerate() {
        let is_known = candidate.offset == offset
            && (candidate.ty == ty
                || types::name_of(reader, candidate.ty)? == types::name_of(reader, ty)?);
        if is_known {
            candidates.remove(index);
            break;
        }
    }
    Ok(())
}
