//! The tree of futures: each with its state and what it holds, and what it awaits.

use super::memory::Chunk;
use super::object::Object;
use super::pointers::Target;
use super::walk::{Known, MOST_VALUES, Place, Walk, take};
use crate::image::{CoroutineType, Member, Shape, SlotType, StateType, Type};
use crate::{
    CoroutineKind, FutureSnapshot, NotAvailable, Reason, Role, SlotSnapshot, StateSnapshot, Value,
};

/// A tree is not followed further: this many futures await each other in no real program, unless
/// they do in a circle.
const DEEPEST: usize = 200;
/// A value that is searched for futures is not followed further.
const DEEPEST_VALUE: u32 = 24;
const ELEMENTS: u64 = 256;

/// The futures around one that is looked at.
pub(super) struct Around {
    /// What each holds, the innermost last.
    targets: Vec<Vec<Target>>,
}

impl Walk {
    /// The tree below a `dyn Future`.
    pub(super) fn root(&self, object: Object) -> Result<FutureSnapshot, NotAvailable> {
        let (ty, _) = self.type_behind(object)?;
        let (size, _) = object.size_and_align(&self.memory)?;
        let bytes = self.memory.read(object.address, size)?;
        let chunk = Chunk {
            address: object.address,
            bytes: &bytes,
        };
        let mut around = Around {
            targets: Vec::new(),
        };
        // A `Pin<Box<F>>` is what it points at.
        let mut followed = Vec::new();
        self.awaited(
            Place { chunk, ty },
            String::new(),
            &mut around,
            &mut followed,
        );
        followed.pop().ok_or_else(|| {
            NotAvailable::new(Reason::Opaque, "the future is a pointer to something else")
        })
    }

    /// A future, with what it awaits.
    fn future(
        &self,
        place: Place<'_>,
        path: String,
        around: &mut Around,
    ) -> Result<FutureSnapshot, NotAvailable> {
        let ty = self.type_of(place.ty)?;
        let mut future = FutureSnapshot {
            path,
            type_name: ty.name.clone(),
            kind: None,
            address: place.chunk.address,
            size: place.chunk.bytes.len() as u64,
            state: None,
            slots: Vec::new(),
            awaits: Vec::new(),
            unknown: None,
        };
        if around.targets.len() >= DEEPEST || !take(&self.futures_left) {
            let detail = "so many futures await each other that no more are told of";
            future.unknown = Some(NotAvailable::new(Reason::TooMuch, detail));
            return Ok(future);
        }
        match &ty.shape {
            Shape::Coroutine(coroutine) => self.coroutine(place, coroutine, &mut future, around),
            _ => {
                around.targets.push(Vec::new());
                if let Shape::Choice(choice) = &ty.shape {
                    future.state = self.variant(place, choice).map(|variant| StateSnapshot {
                        number: 0,
                        name: variant.name.clone(),
                        location: None,
                    });
                }
                self.inside(place, &ty, "", 0, around, &mut future.awaits);
                around.targets.pop();
                // What the attribute has put around rustc's coroutine is no future of the user's.
                if crate::names::is_compiled(&ty.name)
                    && let [_] = future.awaits[..]
                    && let Some(coroutine) = future.awaits.pop()
                {
                    return Ok(FutureSnapshot {
                        path: future.path,
                        type_name: future.type_name,
                        ..coroutine
                    });
                }
            }
        }
        Ok(future)
    }

    fn coroutine(
        &self,
        place: Place<'_>,
        coroutine: &CoroutineType,
        future: &mut FutureSnapshot,
        around: &mut Around,
    ) {
        future.kind = Some(coroutine.kind);
        let number = self
            .part(place, coroutine.tag.offset, coroutine.tag.ty)
            .and_then(|tag| u64::try_from(tag.chunk.number()?).ok());
        let Some(state) = number.and_then(|number| coroutine.state(number)) else {
            let detail = format!("{number:?} is the number of no state");
            future.unknown = Some(NotAvailable::new(Reason::Mismatch, detail));
            return;
        };
        future.state = Some(StateSnapshot {
            number: state.number,
            name: state.name.clone(),
            location: state.location.clone(),
        });
        // It has ended: what it held is gone.
        if matches!(state.number, 1 | 2) {
            return;
        }
        around.targets.push(self.targets(place, state));
        for slot in &state.slots {
            future
                .slots
                .push(self.slot(place, (coroutine.kind, state), slot, around));
        }
        future
            .slots
            .sort_by_key(|slot| (slot.offset.is_none(), slot.offset, slot.size));
        for slot in &state.slots {
            if slot.role == Role::Awaitee
                && let Some((offset, ty)) = slot.place
                && let Some(part) = self.part(place, offset, ty)
            {
                self.awaited(part, slot.name.clone(), around, &mut future.awaits);
            }
        }
        around.targets.pop();
    }

    fn targets(&self, place: Place<'_>, state: &StateType) -> Vec<Target> {
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

    fn slot(
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
        if depth > DEEPEST_VALUE {
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

    /// What is awaited: the value itself is a future, or points at it.
    fn awaited(
        &self,
        place: Place<'_>,
        path: String,
        around: &mut Around,
        out: &mut Vec<FutureSnapshot>,
    ) {
        if !self.behind(place, &path, 0, around, out) {
            out.push(self.future_or_reason(place, path, around));
        }
    }

    fn future_or_reason(
        &self,
        place: Place<'_>,
        path: String,
        around: &mut Around,
    ) -> FutureSnapshot {
        self.future(place, path.clone(), around)
            .unwrap_or_else(|why| FutureSnapshot {
                path,
                type_name: String::new(),
                kind: None,
                address: place.chunk.address,
                size: place.chunk.bytes.len() as u64,
                state: None,
                slots: Vec::new(),
                awaits: Vec::new(),
                unknown: Some(why),
            })
    }

    /// If the value is a pointer that owns or exclusively borrows a future, follows it. Whoever
    /// awaits such a value will use it again, so what it points at is there.
    fn behind(
        &self,
        place: Place<'_>,
        path: &str,
        depth: u32,
        around: &mut Around,
        out: &mut Vec<FutureSnapshot>,
    ) -> bool {
        let Ok(ty) = self.type_of(place.ty) else {
            return false;
        };
        match &ty.shape {
            Shape::Record(members) if depth < DEEPEST_VALUE => {
                let field = |name: &str| members.iter().find(|member| member.name == name);
                if let (Some(data), Some(vtable)) = (field("pointer"), field("vtable")) {
                    if !is_exclusive(&ty.name) {
                        return false;
                    }
                    let object = place
                        .chunk
                        .pointer(data.offset)
                        .zip(place.chunk.pointer(vtable.offset));
                    let Some((address, vtable)) = object else {
                        return false;
                    };
                    self.object(Object { address, vtable }, path, around, out);
                    return true;
                }
                if !ty.name.starts_with("core::pin::Pin<") {
                    return false;
                }
                let pointer = members
                    .first()
                    .and_then(|pointer| self.part(place, pointer.offset, pointer.ty));
                pointer.is_some_and(|part| self.behind(part, path, depth + 1, around, out))
            }
            Shape::Pointer(Some(to)) if is_exclusive(&ty.name) && depth < DEEPEST_VALUE => {
                let of = place.ty.other(*to);
                let Some(address) = place.chunk.pointer(0) else {
                    return false;
                };
                let size = self.type_of(of).ok().and_then(|ty| ty.size).unwrap_or(0);
                let name = around.name_of(address).unwrap_or_else(|| path.to_owned());
                match self.memory.read(address, size) {
                    Ok(bytes) => {
                        let chunk = Chunk {
                            address,
                            bytes: &bytes,
                        };
                        self.awaited(Place { chunk, ty: of }, name, around, out);
                    }
                    Err(why) => out.push(unknown(name, address, why)),
                }
                true
            }
            _ => false,
        }
    }

    /// What a `dyn Future` is.
    fn object(
        &self,
        object: Object,
        path: &str,
        around: &mut Around,
        out: &mut Vec<FutureSnapshot>,
    ) {
        let followed = self.type_behind(object).and_then(|(ty, vtable)| {
            if !vtable.name.contains(" as core::future::future::Future") {
                return Ok(None);
            }
            let (size, _) = object.size_and_align(&self.memory)?;
            Ok(Some((ty, self.memory.read(object.address, size)?)))
        });
        match followed {
            Ok(Some((ty, bytes))) => {
                let chunk = Chunk {
                    address: object.address,
                    bytes: &bytes,
                };
                self.awaited(Place { chunk, ty }, path.to_owned(), around, out);
            }
            // Some other trait's object.
            Ok(None) => {}
            Err(why) => out.push(unknown(path.to_owned(), object.address, why)),
        }
    }

    /// Looks for futures in the fields of a value that is none, or is one by hand.
    fn inside(
        &self,
        place: Place<'_>,
        ty: &Type,
        path: &str,
        depth: u32,
        around: &mut Around,
        out: &mut Vec<FutureSnapshot>,
    ) {
        if depth > DEEPEST_VALUE {
            return;
        }
        match &ty.shape {
            Shape::Record(members) => {
                for member in members {
                    if let Some(part) = self.part(place, member.offset, member.ty) {
                        let path = match (&members[..], &*member.name) {
                            // The only field of a tuple is what the whole is about.
                            ([_], "__0") => path.to_owned(),
                            (_, "pointer") if ty.name.starts_with("core::pin::Pin<") => {
                                path.to_owned()
                            }
                            (_, name) => joined(path, super::values::field_name(name)),
                        };
                        self.search(part, path, depth + 1, around, out);
                    }
                }
            }
            Shape::Choice(choice) => {
                if let Some(variant) = self.variant(place, choice)
                    && let Some(part) = self.part(place, variant.offset, variant.ty)
                    && let Ok(ty) = self.type_of(part.ty)
                {
                    self.inside(part, &ty, path, depth + 1, around, out);
                }
            }
            Shape::Array { element, count } => {
                let size = place.chunk.bytes.len() as u64 / (*count).max(1);
                for index in 0..(*count).min(ELEMENTS) {
                    if let Some(part) = self.part(place, index * size, *element) {
                        self.search(part, format!("{path}[{index}]"), depth + 1, around, out);
                    }
                }
            }
            _ => {}
        }
    }

    /// Looks whether a value is a future, or has some in it.
    fn search(
        &self,
        place: Place<'_>,
        path: String,
        depth: u32,
        around: &mut Around,
        out: &mut Vec<FutureSnapshot>,
    ) {
        let Ok(ty) = self.type_of(place.ty) else {
            return;
        };
        match &ty.shape {
            Shape::Number(_) | Shape::Names(_) | Shape::Opaque | Shape::Union => {}
            Shape::Coroutine(_) => out.push(self.future_or_reason(place, path, around)),
            Shape::Pointer(Some(to)) if is_exclusive(&ty.name) => {
                let of = place.ty.other(*to);
                let (Some(address), Ok(inner)) = (place.chunk.pointer(0), self.type_of(of)) else {
                    return;
                };
                // What is pointed at is read only if it can be of interest.
                if depth > DEEPEST_VALUE || !self.may_hold_futures(of, &inner, 0) {
                    return;
                }
                if let Ok(bytes) = self.memory.read(address, inner.size.unwrap_or(0)) {
                    let name = around.name_of(address).unwrap_or(path);
                    let chunk = Chunk {
                        address,
                        bytes: &bytes,
                    };
                    self.search(Place { chunk, ty: of }, name, depth + 1, around, out);
                }
            }
            Shape::Record(_) if self.owned_elements(place, &ty).is_some() => {
                if let Some((element, address, length)) = self.owned_elements(place, &ty) {
                    self.elements_of(place, &path, (element, address, length), depth, around, out);
                }
            }
            Shape::Record(members) => {
                if members.iter().any(|member| member.name == "vtable") {
                    self.behind(place, &path, depth, around, out);
                } else if self.is_future(&ty, place.ty) {
                    out.push(self.future_or_reason(place, path, around));
                } else {
                    self.inside(place, &ty, &path, depth, around, out);
                }
            }
            Shape::Choice(_) if self.is_future(&ty, place.ty) => {
                out.push(self.future_or_reason(place, path, around));
            }
            _ => self.inside(place, &ty, &path, depth, around, out),
        }
    }
}

impl Walk {
    /// Where a `Vec`, or a slice that is owned or exclusively borrowed, has its elements. A future
    /// that will be polled again has it whole.
    fn owned_elements(&self, place: Place<'_>, ty: &Type) -> Option<(Known, u64, u64)> {
        let Shape::Record(members) = &ty.shape else {
            return None;
        };
        let field = |name: &str| members.iter().find(|member| member.name == name);
        if ty.name.starts_with("alloc::vec::Vec<") {
            let (_, element) = ty.parameters.iter().find(|(name, _)| name == "T")?;
            let (address, length) = self.buffer(place)?;
            return Some((place.ty.other(*element), address, length));
        }
        let (data, length) = field("data_ptr").zip(field("length"))?;
        let pointer = self.type_of(place.ty.other(data.ty)).ok()?;
        match pointer.shape {
            Shape::Pointer(Some(element)) if is_exclusive(&ty.name) => Some((
                place.ty.other(element),
                place.chunk.pointer(data.offset)?,
                place.chunk.pointer(length.offset)?,
            )),
            _ => None,
        }
    }

    fn elements_of(
        &self,
        of: Place<'_>,
        path: &str,
        (element, address, length): (Known, u64, u64),
        depth: u32,
        around: &mut Around,
        out: &mut Vec<FutureSnapshot>,
    ) {
        let Ok(ty) = self.type_of(element) else {
            return;
        };
        if depth > DEEPEST_VALUE || !self.may_hold_futures(element, &ty, 0) {
            return;
        }
        let size = ty.size.unwrap_or(0);
        for index in 0..length.min(ELEMENTS) {
            let address = address.wrapping_add(index * size);
            let Ok(bytes) = self.memory.read(address, size) else {
                return;
            };
            let chunk = Chunk {
                address,
                bytes: &bytes,
            };
            let element = Place {
                chunk,
                ty: of.ty.other(element.id),
            };
            self.search(element, format!("{path}[{index}]"), depth + 1, around, out);
        }
    }
}

impl Around {
    /// The name of what lies at the address, in one of the futures around.
    fn name_of(&self, address: u64) -> Option<String> {
        let mut targets = self.targets.iter().rev().flatten();
        let found = targets.find(|target| target.address == address && target.size > 0)?;
        Some(found.name.clone())
    }
}

/// Whether a pointer's type owns what it points at, or is the only one that uses it.
pub(super) fn is_exclusive(name: &str) -> bool {
    name.starts_with("&mut ") || name.starts_with("alloc::boxed::Box<")
}

fn joined(path: &str, field: &str) -> String {
    match path.is_empty() {
        true => field.to_owned(),
        false => format!("{path}.{field}"),
    }
}

fn unknown(path: String, address: u64, why: NotAvailable) -> FutureSnapshot {
    FutureSnapshot {
        path,
        type_name: String::new(),
        kind: None,
        address,
        size: 0,
        state: None,
        slots: Vec::new(),
        awaits: Vec::new(),
        unknown: Some(why),
    }
}
