//! What a coroutine holds in a state.

use super::futures::Around;
use super::pointers::Target;
use super::walk::{MOST_VALUES, Place, Walk};
use crate::image::{Member, Shape, SlotType, StateType};
use crate::{CoroutineKind, Role, SlotSnapshot, Value};

/// A value is not looked into further, to know whether it has pointers.
const DEEPEST: u32 = 24;

impl Walk {
    pub(super) fn targets(&self, place: Place<'_>, state: &StateType) -> Vec<Target> {
        let target = |slot: &SlotType| {
            let (offset, ty) = slot.place?;
            let part = self.part(place, offset, ty)?;
            if slot.is_function(&*self.type_of(part.ty).ok()?) {
                return None;
            }
            Some(Target {
                name: slot.name.clone(),
                address: part.chunk.address,
                size: part.chunk.bytes.len() as u64,
                ty: part.ty,
            })
        };
        // What was captured is in a local of the same name by now, unless it is none.
        let is_there = |slot: &&SlotType| slot.role != Role::Capture || state.number == 0;
        let (mut live, rest): (Vec<_>, Vec<_>) =
            state.slots.iter().partition(|slot| is_there(slot));
        live.extend(rest);
        live.into_iter().filter_map(target).collect()
    }

    pub(super) fn slot(
        &self,
        place: Place<'_>,
        (kind, state): (CoroutineKind, &StateType),
        slot: &SlotType,
        around: &Around,
    ) -> SlotSnapshot {
        let mut snapshot = SlotSnapshot {
            name: slot.name.clone(),
            type_name: None,
            role: slot.role,
            offset: slot.place.map(|(offset, _)| offset),
            size: None,
            confidence: slot.confidence,
            value: Value::Hidden("its place is not known".to_owned()),
            certain: false,
            points_at: Vec::new(),
        };
        let Some((offset, ty)) = slot.place else {
            return snapshot;
        };
        let Ok(known) = self.type_of(place.ty.other(ty)) else {
            return snapshot;
        };
        snapshot.type_name = Some(known.name.clone());
        snapshot.size = known.size;
        if slot.is_function(&known) {
            snapshot.size = Some(0);
            snapshot.value = Value::Unit(known.short_name().to_owned());
            snapshot.certain = true;
            return snapshot;
        }
        let Some(part) = self.part(place, offset, ty) else {
            return snapshot;
        };
        let is_started = state.number > 2;
        let points = self.points(part, 0);
        snapshot.certain =
            !slot.may_be_empty && (!is_started || slot.role == Role::Awaitee || !points);
        if slot.may_be_empty && points {
            snapshot.value = Value::Hidden("it may be empty here".to_owned());
            return snapshot;
        }
        if is_started && slot.role == Role::Capture && !snapshot.certain {
            let why = match kind {
                CoroutineKind::AsyncFn => "moved out by the first poll",
                _ => "it may have been moved out",
            };
            snapshot.value = Value::Hidden(why.to_owned());
            return snapshot;
        }
        self.values_left.set(MOST_VALUES);
        snapshot.value = self.value(part, 0);
        snapshot.points_at = self.self_references(part, &around.targets);
        snapshot
    }

    /// Whether the value has a pointer in it, so that what it means may be gone.
    fn points(&self, place: Place<'_>, depth: u32) -> bool {
        let Ok(ty) = self.type_of(place.ty) else {
            return true;
        };
        if depth > DEEPEST {
            return true;
        }
        let part = |member: &Member| self.part(place, member.offset, member.ty);
        match &ty.shape {
            Shape::Number(_) | Shape::Names(_) => false,
            Shape::Array { element, count } => {
                let first = (*count > 0)
                    .then(|| self.part(place, 0, *element))
                    .flatten();
                first.is_some_and(|first| self.points(first, depth + 1))
            }
            Shape::Record(members) => members
                .iter()
                .any(|member| part(member).is_none_or(|part| self.points(part, depth + 1))),
            Shape::Choice(choice) => match self.variant(place, choice).and_then(part) {
                Some(part) => self.points(part, depth + 1),
                None => true,
            },
            _ => ty.size != Some(0),
        }
    }
}
