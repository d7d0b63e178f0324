//! The explicit enum of an annotated function, read as the coroutine that it stands for.
//!
//! The future of such a function is a `Visualized<Explicit<…, C, …, O, …>>`: room for a count of
//! its polls and for an enum. The enum's type is that of a local of `C`, a coroutine which only
//! lends its name; `O` is the function as written, which is never built. See the runtime's modules
//! `rt::explicit` and `rt::code`.

use super::coroutines::{CoroutineType, SlotType, StateType};
use super::reader::Reader;
use super::types::{Choice, Member, Shape, Type, TypeId};
use crate::{Confidence, CoroutineKind, NotAvailable, Role};

/// How the name of such a future's type begins.
pub(super) const NAME: &str = "Visualized<visualize_future::rt::explicit::Explicit<";

/// The bytes before the enum in its room, if the enum's alignment does not ask for more.
const WATCH: u64 = 8;

/// The enum, as a coroutine whose offsets count from the future's start; none if the type is not
/// as this crate's runtime has it.
pub(super) fn read(
    reader: &Reader<'_>,
    members: &[Member],
    size: Option<u64>,
) -> Result<Option<CoroutineType>, NotAvailable> {
    let Some(parts) = Parts::of(reader, members)? else {
        return Ok(None);
    };
    let ty = reader.type_of(parts.machine)?;
    let align = ty.align.unwrap_or(1).max(1);
    let Some(base) = WATCH.max(align).checked_add(parts.room) else {
        return Ok(None);
    };
    let end = ty.size.and_then(|length| base.checked_add(length));
    let (Shape::Choice(choice), true) = (&ty.shape, end.is_some() && end <= size) else {
        return Ok(None);
    };
    let original = reader.type_of(parts.original)?;
    let Shape::Coroutine(original) = &original.shape else {
        return Ok(None);
    };
    machine(reader, choice, base, original)
}

/// The types that such a future is made of.
struct Parts {
    /// Where the room begins.
    room: u64,
    /// The enum.
    machine: TypeId,
    /// The function as written.
    original: TypeId,
}

impl Parts {
    fn of(reader: &Reader<'_>, members: &[Member]) -> Result<Option<Self>, NotAvailable> {
        let [body] = members else {
            return Ok(None);
        };
        let explicit = reader.type_of(body.ty)?;
        let Shape::Record(fields) = &explicit.shape else {
            return Ok(None);
        };
        let room = fields.iter().find(|field| field.name == "room");
        let parameter = |name: &str| {
            let parameter = explicit.parameters.iter().find(|(of, _)| of == name);
            parameter.map(|(_, ty)| *ty)
        };
        let (Some(room), Some(lender), Some(original)) = (room, parameter("C"), parameter("O"))
        else {
            return Ok(None);
        };
        Ok(lent(&*reader.type_of(lender)?).map(|machine| Parts {
            room: body.offset.saturating_add(room.offset),
            machine,
            original,
        }))
    }
}

/// The type of the local that stands for the enum.
fn lent(lender: &Type) -> Option<TypeId> {
    let Shape::Coroutine(lender) = &lender.shape else {
        return None;
    };
    let mut slots = lender.states.iter().flat_map(|state| &state.slots);
    let slot = slots.find(|slot| slot.name == "state" && slot.role == Role::Local)?;
    slot.place.map(|(_, ty)| ty)
}

/// The original of such a future's type.
pub(super) fn original(reader: &Reader<'_>, ty: &Type) -> Result<Option<TypeId>, NotAvailable> {
    match &ty.shape {
        Shape::Coroutine(coroutine) if coroutine.kind == CoroutineKind::Explicit => {}
        _ => return Ok(None),
    }
    let Some((_, body)) = ty.parameters.iter().find(|(name, _)| name == "B") else {
        return Ok(None);
    };
    let explicit = reader.type_of(*body)?;
    let original = explicit.parameters.iter().find(|(name, _)| name == "O");
    Ok(original.map(|(_, ty)| *ty))
}

fn machine(
    reader: &Reader<'_>,
    choice: &Choice,
    base: u64,
    original: &CoroutineType,
) -> Result<Option<CoroutineType>, NotAvailable> {
    let Some(tag) = &choice.tag else {
        return Ok(None);
    };
    let mut states = Vec::new();
    for variant in &choice.variants {
        let Some(number) = variant.value else {
            return Ok(None);
        };
        let contents = reader.type_of(variant.member.ty)?;
        let Shape::Record(fields) = &contents.shape else {
            return Ok(None);
        };
        let saved: usize = original.states.iter().map(|state| state.slots.len()).sum();
        let budget = &reader.budget;
        budget.spend_looking(fields.len().saturating_mul(saved))?;
        let written = original.state(number);
        let mut slots = Vec::new();
        for field in fields {
            let (role, may_be_empty) = role(&field.name, number, original);
            budget.spend(field.name.len())?;
            slots.push(SlotType {
                name: field.name.clone(),
                role,
                place: Some((
                    base.saturating_add(field.offset),
                    value_of(reader, field.ty)?,
                )),
                align: None,
                may_be_empty,
                confidence: Confidence::Exact,
            });
        }
        states.push(StateType {
            number,
            name: variant.member.name.clone(),
            location: written.and_then(|state| state.location.clone()),
            slots,
        });
    }
    states.sort_by_key(|state| state.number);
    let tag = Member {
        offset: base.saturating_add(tag.offset),
        ..tag.clone()
    };
    Ok(Some(CoroutineType {
        kind: CoroutineKind::Explicit,
        tag,
        states,
    }))
}

/// A field's role in a state, and whether it may hold nothing there. A variant has more fields than
/// those that are needed in its state, so that what they stand before lies where it does in other
/// states. Of what the compiler's own coroutine saves there it is certain.
fn role(field: &str, state: u64, original: &CoroutineType) -> (Role, bool) {
    let saves = |state: &StateType| state.slots.iter().any(|slot| slot.name == field);
    match field {
        "awaitee" if state > 2 => (Role::Awaitee, false),
        _ if original.state(state).is_some_and(saves) => (Role::Local, false),
        // The enum's flags of what is still to be dropped.
        _ if field.ends_with("_is_live") => (Role::Temporary, true),
        _ => (Role::Local, true),
    }
}

/// The type of the saved local in an `UnsafeCell<ManuallyDrop<T>>`.
fn value_of(reader: &Reader<'_>, slot: TypeId) -> Result<TypeId, NotAvailable> {
    let mut value = slot;
    for around in [
        "core::cell::UnsafeCell<",
        "core::mem::manually_drop::ManuallyDrop<",
    ] {
        let ty = reader.type_of(value)?;
        let inner = ty.parameters.iter().find(|(name, _)| name == "T");
        match inner {
            Some((_, inner)) if ty.name.starts_with(around) => value = *inner,
            _ => return Ok(slot),
        }
    }
    Ok(value)
}
