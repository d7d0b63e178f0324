//! Values as people read them.

use std::time::Duration;

use super::memory::Chunk;
use super::object::Object;
use super::walk::{Place, Walk, take};
use crate::Value;
use crate::image::{Choice, Member, Number, Shape, Type, TypeId};

/// What is shown of a value, at most; the rest is counted.
const DEEPEST: u32 = 6;
const FIELDS: usize = 16;
const ELEMENTS: u64 = 8;
const TEXT: u64 = 120;
const BYTES: usize = 16;
/// What a reference points at is shown if it is no larger, in bytes.
const BEHIND: u64 = 4096;

/// Types that are shown as what they hold.
const THIN: &[&str] = &[
    "core::ptr::non_null::NonNull<",
    "core::ptr::unique::Unique<",
    "core::num::nonzero::NonZero<",
    "core::num::niche_types::",
];
/// Types that hold nothing.
const NOTHING: &[&str] = &["core::marker::PhantomData<", "alloc::alloc::Global"];

impl Walk {
    /// The value at a place. What it points at is read where the type says that it is there, as
    /// of a `String`.
    pub(super) fn value(&self, place: Place<'_>, depth: u32) -> Value {
        let Ok(ty) = self.type_of(place.ty) else {
            return raw(place.chunk);
        };
        if depth > DEEPEST || !take(&self.values_left) {
            return hidden("more");
        }
        // A future's fields are told of where it is awaited, if at all.
        if self.is_future(&ty, place.ty) && !matches!(ty.shape, Shape::Coroutine(_)) {
            let variant = match &ty.shape {
                Shape::Choice(choice) => self.variant(place, choice),
                _ => None,
            };
            return Value::Future {
                name: ty.short_name().to_owned(),
                state: variant.map(|variant| variant.name.clone()),
            };
        }
        if let Some(known) = self.well_known(place, &ty, depth) {
            return known;
        }
        match &ty.shape {
            Shape::Number(number) => of_number(*number, place.chunk),
            Shape::Pointer(to) => self.pointed(place, &ty, *to, depth),
            Shape::Array { element, count } => self.list(place, *element, *count, depth),
            Shape::Record(_) if ty.size == Some(0) => Value::Unit(ty.short_name().to_owned()),
            Shape::Record(members) => {
                self.record(place, ty.short_name().to_owned(), members, depth)
            }
            Shape::Choice(choice) => self.choice(place, choice, depth),
            Shape::Names(names) => of_name(names, place.chunk),
            Shape::Coroutine(coroutine) => Value::Future {
                name: ty.short_name().to_owned(),
                state: self
                    .part(place, coroutine.tag.offset, coroutine.tag.ty)
                    .and_then(|tag| coroutine.state(u64::try_from(tag.chunk.number()?).ok()?))
                    .map(|state| state.name.clone()),
            },
            Shape::Union | Shape::Opaque => raw(place.chunk),
        }
    }

    /// The types of the standard library that mean more than their fields.
    fn well_known(&self, place: Place<'_>, ty: &Type, depth: u32) -> Option<Value> {
        let Shape::Record(members) = &ty.shape else {
            return None;
        };
        let field = |name: &str| members.iter().find(|member| member.name == name);
        if let Some(object) = Object::at(place.chunk, members) {
            let to = self.behind_object(object, depth);
            return Some(Value::Pointer {
                address: object.address,
                to: to.map(Box::new),
            });
        }
        if ty.name == "core::time::Duration" {
            let (seconds, nanos) = (field("secs")?, field("nanos")?);
            let nanos = u32::try_from(self.number_at(place, nanos)?).ok()?;
            let seconds = self.number_at(place, seconds)?;
            let is_one = nanos < 1_000_000_000;
            return is_one.then(|| Value::Duration(Duration::new(seconds, nanos)));
        }
        // What the standard library puts around a pointer or a number says nothing more.
        if THIN.iter().any(|name| ty.name.starts_with(name)) {
            let inner = members.first()?;
            return Some(self.value(self.part(place, inner.offset, inner.ty)?, depth));
        }
        if let (Some(data), Some(length)) = (field("data_ptr"), field("length")) {
            let element = match self.type_of(place.ty.other(data.ty)).ok()?.shape {
                Shape::Pointer(to) => to?,
                _ => return None,
            };
            let length = self.number_at(place, length)?;
            let address = place.chunk.pointer(data.offset)?;
            return Some(
                match ty.name.ends_with("str") || ty.name.contains("Box<str") {
                    true => self.text(address, length),
                    false => self.elements(place, element, (address, length), depth),
                },
            );
        }
        if ty.name == "alloc::string::String" {
            let vec = self.part(place, field("vec")?.offset, field("vec")?.ty)?;
            let (address, length) = self.buffer(vec)?;
            return Some(self.text(address, length));
        }
        if ty.name.starts_with("alloc::vec::Vec<") {
            let (_, element) = ty.parameters.iter().find(|(name, _)| name == "T")?;
            let buffer = self.buffer(place)?;
            return Some(self.elements(place, *element, buffer, depth));
        }
        None
    }

    /// What a `dyn` is, if that is known.
    fn behind_object(&self, object: Object, depth: u32) -> Option<Value> {
        let (ty, _, size) = self.type_behind(object).ok()?;
        let bytes = self.memory.read(object.address, size.min(BEHIND)).ok()?;
        let chunk = Chunk {
            address: object.address,
            bytes: &bytes,
        };
        Some(self.value(Place { chunk, ty }, depth + 1))
    }

    /// Where a `Vec` keeps its elements, and how many it has.
    pub(super) fn buffer(&self, vec: Place<'_>) -> Option<(u64, u64)> {
        let ty = self.type_of(vec.ty).ok()?;
        let Shape::Record(members) = &ty.shape else {
            return None;
        };
        let length = members.iter().find(|member| member.name == "len")?;
        let buffer = members.iter().find(|member| member.name == "buf")?;
        let buffer = self.part(vec, buffer.offset, buffer.ty)?;
        Some((self.first_pointer(buffer, 0)?, self.number_at(vec, length)?))
    }

    fn first_pointer(&self, place: Place<'_>, depth: u32) -> Option<u64> {
        let ty = self.type_of(place.ty).ok()?;
        match &ty.shape {
            Shape::Pointer(_) => place.chunk.pointer(0),
            Shape::Record(members) if depth < DEEPEST => members.iter().find_map(|member| {
                self.first_pointer(self.part(place, member.offset, member.ty)?, depth + 1)
            }),
            _ => None,
        }
    }

    fn number_at(&self, place: Place<'_>, member: &Member) -> Option<u64> {
        let part = self.part(place, member.offset, member.ty)?;
        u64::try_from(part.chunk.number()?).ok()
    }

    fn text(&self, address: u64, length: u64) -> Value {
        let bytes = match self.memory.read(address, length.min(TEXT)) {
            Ok(bytes) if length <= isize::MAX as u64 => bytes,
            _ => return hidden("a text that is not there"),
        };
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text,
            // A character may have been cut in two.
            Err(error) if length > TEXT && error.error_len().is_none() => {
                std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
            }
            Err(_) => return hidden("bytes that are no text"),
        };
        Value::Text {
            text: text.to_owned(),
            length,
        }
    }

    /// Elements that lie elsewhere.
    fn elements(
        &self,
        near: Place<'_>,
        element: TypeId,
        (address, length): (u64, u64),
        depth: u32,
    ) -> Value {
        let size = self
            .type_of(near.ty.other(element))
            .ok()
            .and_then(|ty| ty.size);
        let shown = length.min(ELEMENTS);
        let read = match size {
            Some(size) if size <= BEHIND => self.memory.read(address, size * shown),
            _ => return hidden("elements of another size than is shown"),
        };
        match read {
            Ok(bytes) if length <= isize::MAX as u64 => {
                let place = Place {
                    chunk: Chunk {
                        address,
                        bytes: &bytes,
                    },
                    ty: near.ty,
                };
                match self.list(place, element, shown, depth) {
                    Value::List { elements, .. } => Value::List {
                        elements,
                        length,
                        uniform: false,
                    },
                    other => other,
                }
            }
            _ => hidden("elements that are not there"),
        }
    }

    /// Elements one after the other.
    fn list(&self, place: Place<'_>, element: TypeId, count: u64, depth: u32) -> Value {
        let Some(first) = self.part(place, 0, element) else {
            return Value::List {
                elements: Vec::new(),
                length: count,
                uniform: false,
            };
        };
        let size = first.chunk.bytes.len();
        let mut each = place.chunk.bytes.chunks_exact(size.max(1));
        let uniform = size > 0 && each.all(|bytes| bytes == first.chunk.bytes);
        let shown = if uniform { 1 } else { count.min(ELEMENTS) };
        let elements = (0..shown).map_while(|index| {
            let part = self.part(place, index * size as u64, element)?;
            Some(self.value(part, depth + 1))
        });
        Value::List {
            elements: elements.collect(),
            length: count,
            uniform,
        }
    }

    fn record(&self, place: Place<'_>, name: String, members: &[Member], depth: u32) -> Value {
        let says_something = |member: &&Member| {
            let ty = self.type_of(place.ty.other(member.ty));
            !ty.is_ok_and(|ty| NOTHING.iter().any(|name| ty.name.starts_with(name)))
        };
        let members: Vec<_> = members.iter().filter(says_something).collect();
        let mut fields = Vec::new();
        for member in members.iter().take(FIELDS) {
            let value = match self.part(place, member.offset, member.ty) {
                Some(part) => self.value(part, depth + 1),
                None => hidden("outside"),
            };
            fields.push((field_name(&member.name).to_owned(), value));
        }
        // rustc names tuples by their types, as nobody else does.
        let name = if name.starts_with('(') {
            String::new()
        } else {
            name
        };
        Value::Record {
            name: name.split('<').next().unwrap_or_default().to_owned(),
            fields,
            more: members.len().saturating_sub(FIELDS),
        }
    }

    fn choice(&self, place: Place<'_>, choice: &Choice, depth: u32) -> Value {
        let Some(variant) = self.variant(place, choice) else {
            return hidden("no variant of it");
        };
        let name = variant.name.clone();
        let Some(part) = self.part(place, variant.offset, variant.ty) else {
            return raw(place.chunk);
        };
        match self.type_of(part.ty) {
            Ok(ty) => match &ty.shape {
                Shape::Record(members) => self.record(part, name, members, depth),
                _ => self.value(part, depth + 1),
            },
            Err(_) => raw(part.chunk),
        }
    }

    /// The variant that an `enum` is.
    pub(super) fn variant<'c>(&self, place: Place<'_>, choice: &'c Choice) -> Option<&'c Member> {
        let Some(tag) = &choice.tag else {
            return match &choice.variants[..] {
                [only] => Some(&only.member),
                _ => None,
            };
        };
        let tag = self.part(place, tag.offset, tag.ty)?;
        let value = u64::try_from(tag.chunk.number()?).ok()?;
        let variant = choice.variant(value, tag.chunk.bytes.len() as u64)?;
        Some(&variant.member)
    }

    fn pointed(&self, place: Place<'_>, ty: &Type, to: Option<TypeId>, depth: u32) -> Value {
        let address = place.chunk.pointer(0).unwrap_or(0);
        let follow = ty.name.starts_with('&') || ty.name.starts_with("alloc::boxed::Box<");
        let there = to.filter(|_| follow).and_then(|to| {
            let of = place.ty.other(to);
            let size = self.type_of(of).ok()?.size.filter(|size| *size <= BEHIND)?;
            let bytes = self.memory.read(address, size).ok()?;
            let chunk = Chunk {
                address,
                bytes: &bytes,
            };
            Some(Box::new(self.value(Place { chunk, ty: of }, depth + 1)))
        });
        Value::Pointer { address, to: there }
    }
}

/// The name of a field in the source: of a tuple `0`.
pub(super) fn field_name(name: &str) -> &str {
    let digits = name.strip_prefix("__").unwrap_or_default();
    match !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        true => digits,
        false => name,
    }
}

fn of_number(number: Number, chunk: Chunk<'_>) -> Value {
    let bits = chunk.bytes.len() as u32 * 8;
    let Some(value) = chunk.number() else {
        return raw(chunk);
    };
    match number {
        _ if bits == 0 => Value::Unit("()".to_owned()),
        Number::Unsigned => Value::Unsigned(value),
        Number::Signed => {
            let unused = 128 - bits;
            Value::Signed((value << unused).cast_signed() >> unused)
        }
        Number::Bool if value < 2 => Value::Bool(value == 1),
        Number::Char => match u32::try_from(value).ok().and_then(char::from_u32) {
            Some(value) => Value::Char(value),
            None => raw(chunk),
        },
        Number::Float if bits == 32 => Value::Float(f32::from_bits(value as u32).into()),
        Number::Float if bits == 64 => Value::Float(f64::from_bits(value as u64)),
        Number::Float | Number::Bool => raw(chunk),
    }
}

fn of_name(names: &[(i128, String)], chunk: Chunk<'_>) -> Value {
    let bits = chunk.bytes.len() as u32 * 8;
    let mask = if bits >= 128 {
        u128::MAX
    } else {
        (1 << bits) - 1
    };
    let name = chunk.number().and_then(|value| {
        let is = |name: &&(i128, String)| name.0.cast_unsigned() & mask == value;
        names.iter().find(is)
    });
    match name {
        Some((_, name)) => Value::Unit(name.clone()),
        None => raw(chunk),
    }
}

fn raw(chunk: Chunk<'_>) -> Value {
    Value::Bytes {
        bytes: chunk.bytes.iter().copied().take(BYTES).collect(),
        length: chunk.bytes.len() as u64,
    }
}

fn hidden(why: &str) -> Value {
    Value::Hidden(why.to_owned())
}
