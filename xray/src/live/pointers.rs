//! What points into what.
//!
//! Pointers are where the types say that there is one: no number is taken for a pointer.

use super::memory::Chunk;
use super::values::field_name;
use super::walk::{Known, Place, Walk};
use crate::SelfReference;
use crate::image::{Member, Shape};

/// What a future holds, to be pointed at.
pub(super) struct Target {
    pub(super) name: String,
    pub(super) address: u64,
    pub(super) size: u64,
    pub(super) ty: Known,
}

/// A pointer in a value.
struct Found {
    /// Where in the value it stands.
    path: String,
    address: u64,
    to: Option<Known>,
    /// Whether it may point just past the end of something, as no reference does.
    raw: bool,
}

const DEEPEST: u32 = 12;
const ELEMENTS: u64 = 64;
const MOST: usize = 64;

impl Walk {
    /// Where a value points into what the futures hold, of which the innermost is the last.
    pub(super) fn self_references(
        &self,
        place: Place<'_>,
        futures: &[Vec<Target>],
    ) -> Vec<SelfReference> {
        let mut found = Vec::new();
        self.pointers(place, String::new(), 0, &mut found);
        let into = |found: &Found| {
            futures
                .iter()
                .rev()
                .enumerate()
                .find_map(|(outwards, targets)| {
                    let target = targets.iter().find(|target| {
                        found.address.wrapping_sub(target.address) < target.size
                            && !lies_in(target, place.chunk)
                    })?;
                    Some((outwards, target))
                })
        };
        let mut references = Vec::new();
        for pointer in &found {
            let Some((outwards, target)) = into(pointer) else {
                continue;
            };
            if pointer.raw && is_between_two(pointer.address, target, futures) {
                // It may just as well be the end of what lies before. Another pointer of the same
                // value tells, if it goes on from here.
                let goes_on = |other: &Found| {
                    let distance = other.address.wrapping_sub(target.address);
                    0 < distance && distance <= target.size
                };
                if !found.iter().any(goes_on) {
                    continue;
                }
            }
            let offset = pointer.address - target.address;
            let inside = self
                .path_to(target.ty, offset, pointer.to)
                .unwrap_or_default();
            references.push(SelfReference {
                from: pointer.path.clone(),
                to: format!("{}{inside}", target.name),
                offset,
                outwards,
            });
        }
        references
            .dedup_by(|a, b| a.to == b.to && a.offset == b.offset && a.outwards == b.outwards);
        references
    }

    fn pointers(&self, place: Place<'_>, path: String, depth: u32, found: &mut Vec<Found>) {
        if depth > DEEPEST || found.len() >= MOST {
            return;
        }
        let Ok(ty) = self.type_of(place.ty) else {
            return;
        };
        match &ty.shape {
            Shape::Pointer(to) => {
                let Some(address) = place.chunk.pointer(0) else {
                    return;
                };
                found.push(Found {
                    path,
                    address,
                    to: to.map(|to| place.ty.other(to)),
                    raw: ty.name.starts_with('*'),
                });
            }
            Shape::Record(members) if !self.is_empty_slice(place, members) => {
                for member in members {
                    // A vtable is no part of any future.
                    if member.name == "vtable" {
                        continue;
                    }
                    if let Some(part) = self.part(place, member.offset, member.ty) {
                        self.pointers(part, below(&path, &member.name), depth + 1, found);
                    }
                }
            }
            Shape::Choice(choice) => {
                if let Some(variant) = self.variant(place, choice)
                    && let Some(part) = self.part(place, variant.offset, variant.ty)
                {
                    self.pointers(part, path, depth + 1, found);
                }
            }
            Shape::Array { element, count } => {
                for index in 0..(*count).min(ELEMENTS) {
                    let size = place.chunk.bytes.len() as u64 / (*count).max(1);
                    if let Some(part) = self.part(place, index * size, *element) {
                        self.pointers(part, format!("{path}[{index}]"), depth + 1, found);
                    }
                }
            }
            // A future's own pointers are told of where that future is.
            _ => {}
        }
    }

    /// Whether that is a slice without elements, which points nowhere in particular.
    fn is_empty_slice(&self, place: Place<'_>, members: &[Member]) -> bool {
        let length = members.iter().find(|member| member.name == "length");
        length.is_some_and(|length| place.chunk.pointer(length.offset) == Some(0))
    }

    /// The way to the part of a type at that offset that has the type pointed at.
    fn path_to(&self, ty: Known, offset: u64, wanted: Option<Known>) -> Option<String> {
        let wanted = self.type_of(wanted?).ok()?;
        let (mut at, mut rest, mut path) = (ty, offset, String::new());
        for _ in 0..DEEPEST {
            let ty = self.type_of(at).ok()?;
            if rest == 0 && ty.name == wanted.name {
                return Some(path);
            }
            match &ty.shape {
                Shape::Array { element, .. } => {
                    at = at.other(*element);
                    let size = self.type_of(at).ok()?.size.filter(|size| *size > 0)?;
                    path.push_str(&format!("[{}]", rest / size));
                    rest %= size;
                }
                Shape::Record(members) => {
                    let has_it = |member: &&Member| {
                        let size = self
                            .type_of(at.other(member.ty))
                            .ok()
                            .and_then(|ty| ty.size);
                        rest.checked_sub(member.offset)
                            .is_some_and(|rest| rest < size.unwrap_or(0))
                    };
                    let member = members.iter().find(has_it)?;
                    path.push('.');
                    path.push_str(field_name(&member.name));
                    rest -= member.offset;
                    at = at.other(member.ty);
                }
                _ => return None,
            }
        }
        None
    }
}

/// Whether something ends where the target begins, and the address is there.
fn is_between_two(address: u64, target: &Target, futures: &[Vec<Target>]) -> bool {
    let ends_there = |other: &Target| other.size > 0 && other.address + other.size == address;
    address == target.address && futures.iter().flatten().any(ends_there)
}

fn lies_in(target: &Target, chunk: Chunk<'_>) -> bool {
    target.address == chunk.address && target.size == chunk.bytes.len() as u64
}

/// The way to a field, without the fields that only the standard library knows.
fn below(path: &str, field: &str) -> String {
    match field {
        "pointer" | "__pointer" | "data_ptr" | "__0" | "value" => path.to_owned(),
        _ => format!("{path}.{}", field_name(field)),
    }
}
