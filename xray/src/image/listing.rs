//! All coroutines of an image, as users see them.

use std::collections::{HashMap, HashSet};

use super::coroutines::SlotType;
use super::explicit;
use super::reader::Reader;
use super::types::{self, TypeId};
use crate::coroutine::Tag;
use crate::{Comparison, Coroutine, NotAvailable, Reason, Slot, State};

/// All coroutines of an image.
pub(super) fn all(reader: &Reader<'_>) -> Result<Vec<Coroutine>, NotAvailable> {
    let mut found = HashMap::new();
    let (mut others, mut others_with_types) = (0, 0);
    for unit in 0..reader.units()?.len() {
        let index = reader.index(unit)?;
        if !index.of_std {
            others += 1;
            others_with_types += u32::from(index.has_types);
        }
        for &offset in &index.coroutines {
            let id = TypeId { unit, offset };
            if let Some(coroutine) = describe(reader, id)? {
                let order = found.len();
                found.entry(coroutine).or_insert(order);
            }
        }
        reader.close(unit);
    }
    if found.is_empty() && others_with_types == 0 {
        let (reason, what) = match others {
            0 => (
                Reason::NoDebugInfo,
                "has none but that of the standard library",
            ),
            _ => (
                Reason::NoTypes,
                "has debug info with lines, but without types",
            ),
        };
        let detail = format!("{} {what}", reader.image.name());
        return Err(NotAvailable::new(reason, detail));
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by(|(a, a_order), (b, b_order)| {
        (&a.type_name, a.size, a_order).cmp(&(&b.type_name, b.size, b_order))
    });
    Ok(found.into_iter().map(|(coroutine, _)| coroutine).collect())
}

/// What is to be told of a coroutine; none if the type is no coroutine.
pub(crate) fn describe(reader: &Reader<'_>, id: TypeId) -> Result<Option<Coroutine>, NotAvailable> {
    let ty = reader.type_of(id)?;
    let (types::Shape::Coroutine(built), Some(size)) = (&ty.shape, ty.size) else {
        return Ok(None);
    };
    let tag = Tag {
        offset: built.tag.offset,
        size: reader.type_of(built.tag.ty)?.size.unwrap_or(1),
    };
    let mut states = Vec::new();
    for state in &built.states {
        let mut slots = Vec::new();
        for slot in &state.slots {
            slots.push(described(reader, slot)?);
        }
        slots.sort_by_key(|slot| (slot.offset.is_none(), slot.offset, slot.size));
        states.push(State {
            number: state.number,
            name: state.name.clone(),
            location: state.location.clone(),
            padding: crate::padding::of(size, tag, &slots),
            slots,
        });
    }
    Ok(Some(Coroutine {
        type_name: ty.name.clone(),
        kind: built.kind,
        location: states.first().and_then(|state| state.location.clone()),
        size,
        align: ty.align.unwrap_or(1),
        tag,
        states,
    }))
}

/// What a slot costs apart from its names.
const SLOT: usize = 16;

fn described(reader: &Reader<'_>, slot: &SlotType) -> Result<Slot, NotAvailable> {
    let ty = match slot.place {
        Some((_, ty)) => Some(reader.type_of(ty)?),
        None => None,
    };
    let size = match &ty {
        Some(ty) if slot.is_function(ty) => Some(0),
        ty => ty.as_ref().and_then(|ty| ty.size),
    };
    // Each has its own copy of the type's name.
    let type_name = ty.as_ref().map_or("", |ty| &ty.name);
    reader
        .budget
        .spend(SLOT + slot.name.len() + type_name.len())?;
    Ok(Slot {
        name: slot.name.clone(),
        type_name: ty.as_ref().map(|ty| ty.name.clone()),
        role: slot.role,
        offset: slot.place.map(|(offset, _)| offset),
        size,
        align: slot.align.or(ty.and_then(|ty| ty.align)),
        confidence: slot.confidence,
    })
}

/// Each annotated function's enum beside the coroutine of the function as written.
pub(super) fn comparisons(reader: &Reader<'_>) -> Result<Vec<Comparison>, NotAvailable> {
    let mut found = HashSet::new();
    for unit in 0..reader.units()?.len() {
        for &offset in &reader.index(unit)?.coroutines {
            let id = TypeId { unit, offset };
            let ty = reader.type_of(id)?;
            let Some(original) = explicit::original(reader, &ty)? else {
                continue;
            };
            if let (Some(explicit), Some(compiler)) =
                (describe(reader, id)?, describe(reader, original)?)
            {
                found.insert(Comparison { explicit, compiler });
            }
        }
        reader.close(unit);
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by(|a, b| a.compiler.type_name.cmp(&b.compiler.type_name));
    Ok(found)
}
