//! The places of locals that share their name with another one of the same state.
//!
//! In a build without optimisation, the function that polls the coroutine has a variable for each,
//! whose place is an offset in the coroutine. Those are all the variables of a name that the
//! function has; a state holds some of them. Where it is not certain which, nothing is said.

use std::collections::BTreeMap;

use gimli::{AttributeValue, DebuggingInformationEntry, EntriesTreeNode, Operation, UnitOffset};

use super::Slice;
use super::coroutines::StateType;
use super::reader::{OpenUnit, Reader};
use super::types::{self, TypeId};
use crate::{Confidence, NotAvailable};

/// A name's variables, in the order of the source.
type Variables = BTreeMap<String, Vec<Variable>>;

/// A variable that lies in the coroutine.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Variable {
    offset: u64,
    ty: TypeId,
    align: Option<u64>,
}

/// Fills in places that are not known, where they follow from the variables.
pub(super) fn places(
    reader: &Reader<'_>,
    open: &OpenUnit<'_>,
    coroutine: UnitOffset,
    size: u64,
    states: &mut [StateType],
) -> Result<(), NotAvailable> {
    let is_unknown = |state: &StateType| state.slots.iter().any(|slot| slot.place.is_none());
    if !states.iter().any(is_unknown) {
        return Ok(());
    }
    let Some(variables) = variables_of(reader, open, coroutine)? else {
        return Ok(());
    };
    for state in states.iter_mut().filter(|state| is_unknown(state)) {
        let names: Vec<_> = unknown_names(state);
        for name in names {
            let Some(candidates) = variables.get(&name) else {
                continue;
            };
            repair_name(reader, state, &name, candidates, size)?;
        }
    }
    Ok(())
}

fn unknown_names(state: &StateType) -> Vec<String> {
    let unknown = state.slots.iter().filter(|slot| slot.place.is_none());
    let mut names: Vec<_> = unknown.map(|slot| slot.name.clone()).collect();
    names.dedup();
    names.sort();
    names.dedup();
    names
}

/// Gives the slots of that name, of which the first is known, the places of the variables.
fn repair_name(
    reader: &Reader<'_>,
    state: &mut StateType,
    name: &str,
    candidates: &[Variable],
    size: u64,
) -> Result<(), NotAvailable> {
    let mut taken = Vec::new();
    for slot in &state.slots {
        if let Some((offset, ty)) = slot.place {
            taken.push((offset, types::size_of(reader, ty)?.unwrap_or(0)));
        }
    }
    let overlaps = |(offset, length): (u64, u64)| {
        taken.iter().any(|&(other, other_length)| {
            offset < other.saturating_add(other_length) && other < offset.saturating_add(length)
        })
    };
    let mut fitting = Vec::new();
    for &variable in candidates {
        let offset = variable.offset;
        let length = types::size_of(reader, variable.ty)?.unwrap_or(0);
        // A value of no size is nowhere in particular.
        if length > 0 && !overlaps((offset, length)) && offset.saturating_add(length) <= size {
            fitting.push(variable);
        }
    }
    fitting.dedup();
    let unknown =
        |slot: &&mut super::coroutines::SlotType| slot.name == name && slot.place.is_none();
    let wanted = state.slots.iter_mut().filter(unknown).count();
    if fitting.len() != wanted {
        return Ok(());
    }
    for (slot, variable) in state.slots.iter_mut().filter(unknown).zip(fitting) {
        slot.place = Some((variable.offset, variable.ty));
        slot.align = variable.align;
        slot.confidence = Confidence::Repaired;
    }
    Ok(())
}

/// The variables that lie in the coroutine; none if no function is found that polls it.
fn variables_of(
    reader: &Reader<'_>,
    open: &OpenUnit<'_>,
    coroutine: UnitOffset,
) -> Result<Option<Variables>, NotAvailable> {
    let wanted = types::full_name(reader, open, coroutine)?;
    // The function may stand in another unit of the crate than the description at hand.
    let others = reader
        .units()?
        .of_the_same_crate(open.id, |unit| reader.unit_name(unit));
    for unit in std::iter::once(open.id).chain(others) {
        let Ok(index) = reader.index(unit) else {
            continue;
        };
        let open = reader.open(unit)?;
        for &resume in &index.resumes {
            let mut tree = open.unit.entries_tree(Some(UnitOffset(resume)))?;
            let root = tree.root()?;
            let mut variables = Variables::new();
            let mut of_it = false;
            let mut children = root.children();
            while let Some(child) = children.next()? {
                match child.entry().tag() {
                    gimli::DW_TAG_formal_parameter if !of_it => {
                        of_it = polls(reader, &open, child.entry(), &wanted)?;
                    }
                    _ if of_it => collect(reader, &open, child, &mut variables, 0)?,
                    _ => break,
                }
            }
            if of_it {
                return Ok(Some(variables));
            }
        }
    }
    Ok(None)
}

/// Whether the parameter is a `Pin<&mut C>`, where `C` is the coroutine of that name.
fn polls(
    reader: &Reader<'_>,
    open: &OpenUnit<'_>,
    parameter: &DebuggingInformationEntry<Slice<'_>>,
    wanted: &str,
) -> Result<bool, NotAvailable> {
    let Some(ty) = types::referred(reader, open, parameter).transpose()? else {
        return Ok(false);
    };
    let ty = reader.type_of(ty)?;
    let pinned = ty.name.strip_prefix("core::pin::Pin<&mut ");
    Ok(pinned.and_then(|name| name.strip_suffix('>')) == Some(wanted))
}

/// No source is nested deeper.
const DEEPEST: u32 = 512;

fn collect(
    reader: &Reader<'_>,
    open: &OpenUnit<'_>,
    node: EntriesTreeNode<'_, '_, Slice<'_>>,
    variables: &mut Variables,
    depth: u32,
) -> Result<(), NotAvailable> {
    let entry = node.entry();
    match entry.tag() {
        gimli::DW_TAG_variable => {
            if let (Some(name), Some(offset), Some(ty)) = (
                types::name(open, entry),
                offset_in_coroutine(open, entry),
                types::referred(reader, open, entry).transpose()?,
            ) {
                let align = types::number(entry, gimli::DW_AT_alignment);
                let variable = Variable { offset, ty, align };
                variables.entry(name).or_default().push(variable);
            }
        }
        gimli::DW_TAG_lexical_block if depth < DEEPEST => {
            let mut children = node.children();
            while let Some(child) = children.next()? {
                collect(reader, open, child, variables, depth + 1)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// The offset of a variable that is found by following the pointer to the coroutine.
fn offset_in_coroutine(
    open: &OpenUnit<'_>,
    variable: &DebuggingInformationEntry<Slice<'_>>,
) -> Option<u64> {
    let AttributeValue::Exprloc(expression) = variable.attr_value(gimli::DW_AT_location)? else {
        return None;
    };
    let mut operations = expression.operations(open.unit.encoding());
    let Operation::FrameOffset { .. } = operations.next().ok()?? else {
        return None;
    };
    let Operation::Deref { .. } = operations.next().ok()?? else {
        return None;
    };
    match operations.next().ok()? {
        None => Some(0),
        Some(Operation::PlusConstant { value }) => {
            operations.next().ok()?.is_none().then_some(value)
        }
        Some(_) => None,
    }
}
