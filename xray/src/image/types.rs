//! Types, as far as values of them are to be shown.

use std::sync::{Arc, OnceLock};

use gimli::{AttributeValue, UnitOffset};

use super::coroutines::{self, CoroutineType};
use super::entries::Entry;
use super::open::OpenUnit;
use super::reader::{Reader, malformed};
use super::units::UnitId;
use super::{Slice, explicit};
use crate::NotAvailable;

/// Where a type is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TypeId {
    pub(crate) unit: UnitId,
    pub(crate) offset: usize,
}

/// What is known of a type.
#[derive(Debug)]
pub(crate) struct Type {
    /// The full name.
    pub(crate) name: String,
    /// The name for people, once somebody has asked for it.
    short: OnceLock<String>,
    pub(crate) size: Option<u64>,
    pub(crate) align: Option<u64>,
    pub(crate) shape: Shape,
    /// What its generic parameters are, by their names.
    pub(crate) parameters: Vec<(String, TypeId)>,
}

/// What a type is made of.
#[derive(Debug)]
pub(crate) enum Shape {
    Number(Number),
    /// One word, and what it points at.
    Pointer(Option<TypeId>),
    Array {
        element: TypeId,
        count: u64,
    },
    Record(Vec<Member>),
    /// An `enum` with fields.
    Choice(Choice),
    /// An `enum` without: the variants by their values.
    Names(Vec<(i128, String)>),
    /// Which of its fields is there is not known.
    Union,
    Coroutine(Arc<CoroutineType>),
    /// Nothing is known of it.
    Opaque,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    Signed,
    Unsigned,
    Float,
    Bool,
    Char,
}

/// A field, or what a variant holds.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) ty: TypeId,
    /// In bytes.
    pub(crate) offset: u64,
}

#[derive(Debug)]
pub(crate) struct Choice {
    /// Where it stands which variant it is; an `enum` with one variant has no such field.
    pub(crate) tag: Option<Member>,
    pub(crate) variants: Vec<Variant>,
}

#[derive(Debug)]
pub(crate) struct Variant {
    /// The tag's value; the variant without one is that of all other values.
    pub(crate) value: Option<u64>,
    /// Named after the variant.
    pub(crate) member: Member,
}

impl Type {
    /// The name without paths.
    pub(crate) fn short_name(&self) -> &str {
        self.short.get_or_init(|| crate::names::short(&self.name))
    }
}

impl Choice {
    /// The variant whose tag has that value, of so many bytes.
    pub(crate) fn variant(&self, value: u64, size: u64) -> Option<&Variant> {
        let mask = match size {
            0..8 => (1 << (8 * size)) - 1,
            _ => u64::MAX,
        };
        let is = |variant: &&Variant| variant.value.map(|bits| bits & mask) == Some(value & mask);
        let of_value = self.variants.iter().find(is);
        of_value.or_else(|| self.variants.iter().find(|variant| variant.value.is_none()))
    }
}

/// No array of a real program has more types around its elements.
const DEEPEST: u32 = 64;

/// What a type is apart from what it is made of, so that types may hold each other.
struct Outside {
    name: String,
    size: Option<u64>,
    align: Option<u64>,
}

/// Reads a type that is no name of another one.
pub(super) fn read(reader: &Reader<'_>, id: TypeId) -> Result<Type, NotAvailable> {
    let open = reader.open(id.unit)?;
    let entry = open.entry(UnitOffset(id.offset))?;
    let outside = outside(reader, &open, &entry, 0)?;
    let mut ty = Type {
        name: outside.name,
        size: outside.size,
        align: outside.align,
        short: OnceLock::new(),
        shape: Shape::Opaque,
        parameters: Vec::new(),
    };
    ty.shape = match entry.tag() {
        gimli::DW_TAG_base_type => base(&entry),
        gimli::DW_TAG_pointer_type => Shape::Pointer(referred(reader, &open, &entry)?),
        gimli::DW_TAG_array_type => Shape::Array {
            element: element(reader, &open, &entry)?,
            count: count(&open, &entry)?,
        },
        gimli::DW_TAG_structure_type => structure(reader, &open, &entry, &mut ty)?,
        gimli::DW_TAG_enumeration_type => names(&open, &entry)?,
        gimli::DW_TAG_union_type => Shape::Union,
        _ => Shape::Opaque,
    };
    Ok(ty)
}

/// The type itself, if that is a name for it.
pub(super) fn behind_names(reader: &Reader<'_>, mut id: TypeId) -> Result<TypeId, NotAvailable> {
    for _ in 0..DEEPEST {
        let open = reader.open(id.unit)?;
        let entry = open.entry(UnitOffset(id.offset))?;
        if entry.tag() != gimli::DW_TAG_typedef {
            return Ok(id);
        }
        let to = referred(reader, &open, &entry)?;
        id = to.ok_or_else(|| malformed("a name of no type"))?;
    }
    Err(holds_itself())
}

fn holds_itself() -> NotAvailable {
    malformed("a type holds itself")
}

fn outside_at(reader: &Reader<'_>, id: TypeId, depth: u32) -> Result<Outside, NotAvailable> {
    if depth > DEEPEST {
        return Err(holds_itself());
    }
    let id = behind_names(reader, id)?;
    let open = reader.open(id.unit)?;
    outside(reader, &open, &open.entry(UnitOffset(id.offset))?, depth)
}

fn outside<'i>(
    reader: &Reader<'i>,
    open: &OpenUnit<'i>,
    entry: &Entry<'i>,
    depth: u32,
) -> Result<Outside, NotAvailable> {
    let mut ty = Outside {
        name: String::new(),
        size: number(entry, gimli::DW_AT_byte_size),
        align: number(entry, gimli::DW_AT_alignment),
    };
    match entry.tag() {
        gimli::DW_TAG_base_type => {
            ty.name = name(open, entry)?.unwrap_or_default();
            // rustc does not write down what is so for every number.
            ty.align = ty.align.or(ty.size.map(|size| size.max(1)));
        }
        gimli::DW_TAG_pointer_type => {
            let word = open.unit.encoding().address_size;
            ty.size = ty.size.or(Some(u64::from(word)));
            ty.align = ty.align.or(ty.size);
            ty.name = match (name(open, entry)?, referred(reader, open, entry)?) {
                (Some(name), _) if !name.is_empty() => name,
                (_, Some(to)) => format!("*mut {}", outside_at(reader, to, depth + 1)?.name),
                (_, None) => "*mut ()".to_owned(),
            };
            open.budget.spend(ty.name.len())?;
        }
        gimli::DW_TAG_array_type => {
            let count = count(open, entry)?;
            let inner = outside_at(reader, element(reader, open, entry)?, depth + 1)?;
            ty.name = format!("[{}; {count}]", inner.name);
            ty.size = inner.size.and_then(|size| size.checked_mul(count));
            ty.align = inner.align;
            open.budget.spend(ty.name.len())?;
        }
        gimli::DW_TAG_structure_type
        | gimli::DW_TAG_enumeration_type
        | gimli::DW_TAG_union_type => ty.name = full_name(reader, open, entry.offset())?,
        gimli::DW_TAG_subroutine_type => ty.name = "fn".to_owned(),
        _ => ty.name = name(open, entry)?.unwrap_or_default(),
    }
    Ok(ty)
}

fn element<'i>(
    reader: &Reader<'i>,
    open: &OpenUnit<'i>,
    array: &Entry<'i>,
) -> Result<TypeId, NotAvailable> {
    referred(reader, open, array)?.ok_or_else(|| malformed("an array without elements"))
}

fn base(entry: &Entry<'_>) -> Shape {
    let Some(AttributeValue::Encoding(encoding)) = entry.attr_value(gimli::DW_AT_encoding) else {
        return Shape::Opaque;
    };
    Shape::Number(match encoding {
        gimli::DW_ATE_boolean => Number::Bool,
        gimli::DW_ATE_signed => Number::Signed,
        gimli::DW_ATE_unsigned => Number::Unsigned,
        gimli::DW_ATE_float => Number::Float,
        gimli::DW_ATE_UTF => Number::Char,
        _ => return Shape::Opaque,
    })
}

fn structure<'i>(
    reader: &Reader<'i>,
    open: &OpenUnit<'i>,
    root: &Entry<'i>,
    ty: &mut Type,
) -> Result<Shape, NotAvailable> {
    // Another unit describes it.
    if root.attr(gimli::DW_AT_declaration).is_some() {
        return Ok(Shape::Opaque);
    }
    let own_name = name(open, root)?.unwrap_or_default();
    if let Some(kind) = crate::names::coroutine_kind(&own_name) {
        let size = ty
            .size
            .ok_or_else(|| malformed("a coroutine without a size"))?;
        let coroutine = coroutines::read(reader, open, root, kind, size)?;
        return Ok(Shape::Coroutine(Arc::new(coroutine)));
    }
    let mut members = Vec::new();
    let mut variants = None;
    let mut children = open.children(root.offset())?;
    while let Some(child) = children.next()? {
        match child.tag() {
            gimli::DW_TAG_member => {
                let field = member(reader, open, child)?;
                if !is_function(reader, field.ty, number(child, gimli::DW_AT_alignment))? {
                    members.push(field);
                }
            }
            gimli::DW_TAG_variant_part => variants = Some(choice(reader, open, child)?),
            gimli::DW_TAG_template_type_parameter => {
                if let Some(of) = referred(reader, open, child)? {
                    let name = name(open, child)?.unwrap_or_default();
                    ty.parameters.push((name, of));
                }
            }
            _ => {}
        }
    }
    if own_name.starts_with(explicit::NAME)
        && let Some(machine) = explicit::read(reader, &members, ty.size)?
    {
        return Ok(Shape::Coroutine(Arc::new(machine)));
    }
    Ok(match variants {
        Some(variants) => Shape::Choice(variants),
        None => Shape::Record(members),
    })
}

/// The variants of an `enum`.
fn choice<'i>(
    reader: &Reader<'i>,
    open: &OpenUnit<'i>,
    part: &Entry<'i>,
) -> Result<Choice, NotAvailable> {
    let mut choice = Choice {
        tag: None,
        variants: Vec::new(),
    };
    let tag = part.attr_value(gimli::DW_AT_discr);
    let mut children = open.children(part.offset())?;
    while let Some(entry) = children.next()? {
        match entry.tag() {
            gimli::DW_TAG_member if tag == Some(AttributeValue::UnitRef(entry.offset())) => {
                choice.tag = Some(member(reader, open, entry)?);
            }
            gimli::DW_TAG_variant => {
                let value = entry.attr_value(gimli::DW_AT_discr_value).and_then(bits);
                let mut inside = open.children(entry.offset())?;
                while let Some(field) = inside.next()? {
                    if field.tag() == gimli::DW_TAG_member {
                        let member = member(reader, open, field)?;
                        choice.variants.push(Variant { value, member });
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(choice)
}

fn names<'i>(open: &OpenUnit<'i>, root: &Entry<'i>) -> Result<Shape, NotAvailable> {
    let mut names = Vec::new();
    let mut children = open.children(root.offset())?;
    while let Some(entry) = children.next()? {
        if entry.tag() != gimli::DW_TAG_enumerator {
            continue;
        }
        let value = match entry.attr_value(gimli::DW_AT_const_value) {
            Some(AttributeValue::Sdata(value)) => i128::from(value),
            Some(value) => value.udata_value().map_or(0, i128::from),
            None => continue,
        };
        names.push((value, name(open, entry)?.unwrap_or_default()));
    }
    Ok(Shape::Names(names))
}

fn count<'i>(open: &OpenUnit<'i>, root: &Entry<'i>) -> Result<u64, NotAvailable> {
    let mut children = open.children(root.offset())?;
    while let Some(child) = children.next()? {
        if child.tag() == gimli::DW_TAG_subrange_type {
            let count = number(child, gimli::DW_AT_count);
            let bound = number(child, gimli::DW_AT_upper_bound);
            return Ok(count
                .or(bound.map(|bound| bound.wrapping_add(1)))
                .unwrap_or(0));
        }
    }
    Ok(0)
}

/// A field, without which the type is not understood.
pub(super) fn member<'i>(
    reader: &Reader<'i>,
    open: &OpenUnit<'i>,
    entry: &Entry<'i>,
) -> Result<Member, NotAvailable> {
    Ok(Member {
        name: name(open, entry)?.unwrap_or_default(),
        ty: referred(reader, open, entry)?.ok_or_else(|| malformed("a field without a type"))?,
        offset: number(entry, gimli::DW_AT_data_member_location).unwrap_or(0),
    })
}

/// Whether a value of the type, aligned so, is a function itself: it has no size, but is described
/// as the pointer that it can become.
pub(super) fn is_function(
    reader: &Reader<'_>,
    ty: TypeId,
    align: Option<u64>,
) -> Result<bool, NotAvailable> {
    if align != Some(1) {
        return Ok(false);
    }
    let open = reader.open(ty.unit)?;
    let entry = open.entry(UnitOffset(ty.offset))?;
    Ok(entry.tag() == gimli::DW_TAG_pointer_type)
}

/// The type that an entry is of.
pub(super) fn referred<'i>(
    reader: &Reader<'i>,
    open: &OpenUnit<'i>,
    entry: &Entry<'i>,
) -> Result<Option<TypeId>, NotAvailable> {
    let value = entry.attr_value(gimli::DW_AT_type);
    value.map(|value| reader.reference(open, value)).transpose()
}

/// A constant as the bits that it has in memory, where they are followed by zeros or ones.
fn bits(value: AttributeValue<Slice<'_>>) -> Option<u64> {
    match value {
        AttributeValue::Sdata(value) => Some(value.cast_unsigned()),
        value => value.udata_value(),
    }
}

pub(super) fn number(entry: &Entry<'_>, attribute: gimli::DwAt) -> Option<u64> {
    entry.attr_value(attribute)?.udata_value()
}

pub(super) fn name<'i>(
    open: &OpenUnit<'i>,
    entry: &Entry<'i>,
) -> Result<Option<String>, NotAvailable> {
    match entry.attr_value(gimli::DW_AT_name) {
        Some(value) => open.owned_text(value),
        None => Ok(None),
    }
}

/// The size of a type in bytes, without reading what it is made of.
pub(super) fn size_of(reader: &Reader<'_>, id: TypeId) -> Result<Option<u64>, NotAvailable> {
    Ok(outside_at(reader, id, 0)?.size)
}

/// The full name of a type, without reading what it is made of.
pub(super) fn name_of(reader: &Reader<'_>, id: TypeId) -> Result<String, NotAvailable> {
    Ok(outside_at(reader, id, 0)?.name)
}

/// The name with the namespaces around it.
pub(super) fn full_name<'i>(
    reader: &Reader<'i>,
    open: &OpenUnit<'i>,
    at: UnitOffset,
) -> Result<String, NotAvailable> {
    let mut names = Vec::new();
    for scope in std::iter::once(at).chain(reader.index(open.id)?.around(at.0)) {
        let entry = open.entry(scope)?;
        names.push(name(open, &entry)?.unwrap_or_default());
    }
    names.reverse();
    Ok(names.join("::"))
}
