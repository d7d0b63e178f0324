//! Looking for futures: behind what is awaited, and in the fields of a future that is written by
//! hand.

use super::futures::Around;
use super::memory::Chunk;
use super::object::Object;
use super::walk::{Place, Walk};
use crate::image::{Shape, Type};
use crate::{FutureSnapshot, NotAvailable};

/// A value is not searched further.
pub(super) const DEEPEST: u32 = 24;
/// Of an array, so many elements are searched.
pub(super) const ELEMENTS: u64 = 256;

impl Walk {
    /// What is awaited: the value itself is a future, or points at it.
    pub(super) fn awaited(
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
                unknown: Some(why),
                ..FutureSnapshot::bare(path, place.chunk.address, place.chunk.bytes.len() as u64)
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
            Shape::Record(members) if depth < DEEPEST => {
                if let Some(object) = Object::at(place.chunk, members) {
                    let follow = is_exclusive(&ty.name);
                    if follow {
                        self.object(object, path, around, out);
                    }
                    return follow;
                }
                if !ty.name.starts_with("core::pin::Pin<") {
                    return false;
                }
                let pointer = members
                    .first()
                    .and_then(|pointer| self.part(place, pointer.offset, pointer.ty));
                pointer.is_some_and(|part| self.behind(part, path, depth + 1, around, out))
            }
            Shape::Pointer(Some(to)) if is_exclusive(&ty.name) && depth < DEEPEST => {
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
        let followed = self.type_behind(object).and_then(|(ty, vtable, size)| {
            if !vtable.name.contains(" as core::future::future::Future") {
                return Ok(None);
            }
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
    pub(super) fn inside(
        &self,
        place: Place<'_>,
        ty: &Type,
        path: &str,
        depth: u32,
        around: &mut Around,
        out: &mut Vec<FutureSnapshot>,
    ) {
        if depth > DEEPEST {
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
    pub(super) fn search(
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
        if let Some(elements) = self.owned_elements(place, &ty) {
            self.elements_of(place, &path, elements, depth, around, out);
            return;
        }
        match &ty.shape {
            Shape::Number(_) | Shape::Names(_) | Shape::Opaque | Shape::Union => {}
            Shape::Coroutine(_) => out.push(self.future_or_reason(place, path, around)),
            Shape::Pointer(Some(to)) if is_exclusive(&ty.name) => {
                let of = place.ty.other(*to);
                let (Some(address), Ok(inner)) = (place.chunk.pointer(0), self.type_of(of)) else {
                    return;
                };
                // What is pointed at is read only if it can be of interest.
                if depth > DEEPEST || !self.may_hold_futures(of, &inner, 0) {
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
        unknown: Some(why),
        ..FutureSnapshot::bare(path, address, 0)
    }
}
