//! Types, as far as values of them are to be shown.

use std::sync::{Arc, OnceLock};

use gimli::{AttributeValue, DebuggingInformationEntry, EntriesTreeNode, UnitOffset};

use super::coroutines::{self, CoroutineType};
use super::reader::{OpenUnit, Reader, malformed};
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

pub(super) fn read(reader: &Reader<'_>, id: TypeId) -> Result<Type, NotAvailable> {
    read_at(reader, id, 0)
}

fn read_at(reader: &Reader<'_>, id: TypeId, depth: u32) -> Result<Type, NotAvailable> {
    if depth > DEEPEST {
        return Err(malformed("a type holds itself"));
    }
    let open = reader.open(id.unit)?;
    let mut tree = open.unit.entries_tree(Some(UnitOffset(id.offset)))?;
    let root = tree.root()?;
    let entry = root.entry();
    let mut ty = Type {
        name: name(&open, entry).unwrap_or_default(),
        short: OnceLock::new(),
        size: number(entry, gimli::DW_AT_byte_size),
        align: number(entry, gimli::DW_AT_alignment),
        shape: Shape::Opaque,
        parameters: Vec::new(),
    };
    match entry.tag() {
        gimli::DW_TAG_base_type => {
            ty.shape = base(entry);
            // rustc does not write down what is so for every number.
            ty.align = ty.align.or(ty.size.map(|size| size.max(1)));
        }
        gimli::DW_TAG_pointer_type => {
            let to = referred(reader, &open, entry).transpose()?;
            ty.size = ty
                .size
                .or(Some(u64::from(open.unit.encoding().address_size)));
            ty.align = ty.align.or(ty.size);
            if ty.name.is_empty() {
                ty.name = format!("*mut {}", inner_name(reader, to, depth)?);
            }
            ty.shape = Shape::Pointer(to);
        }
        gimli::DW_TAG_array_type => {
            let element = referred(reader, &open, entry)
                .transpose()?
                .ok_or_else(|| malformed("an array without elements"))?;
            let count = count(root)?;
            let inner = read_at(reader, element, depth + 1)?;
            ty.name = format!("[{}; {count}]", inner.name);
            ty.size = inner.size.and_then(|size| size.checked_mul(count));
            ty.align = inner.align;
            ty.shape = Shape::Array { element, count };
        }
        gimli::DW_TAG_structure_type => {
            ty.name = full_name(reader, &open, entry.offset())?;
            ty.shape = structure(reader, &open, root, &mut ty)?;
        }
        gimli::DW_TAG_enumeration_type => {
            ty.name = full_name(reader, &open, entry.offset())?;
            ty.shape = names(&open, root)?;
        }
        gimli::DW_TAG_union_type => {
            ty.name = full_name(reader, &open, entry.offset())?;
            ty.shape = Shape::Union;
        }
        gimli::DW_TAG_subroutine_type => ty.name = "fn".to_owned(),
        gimli::DW_TAG_typedef => {
            let to = referred(reader, &open, entry).transpose()?;
            let to = to.ok_or_else(|| malformed("a name of no type"))?;
            return read_at(reader, to, depth + 1);
        }
        _ => {}
    }
    Ok(ty)
}

fn inner_name(reader: &Reader<'_>, of: Option<TypeId>, depth: u32) -> Result<String, NotAvailable> {
    Ok(match of {
        Some(of) => read_at(reader, of, depth + 1)?.name,
        None => "()".to_owned(),
    })
}

fn base(entry: &DebuggingInformationEntry<Slice<'_>>) -> Shape {
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

fn structure(
    reader: &Reader<'_>,
    open: &OpenUnit<'_>,
    root: EntriesTreeNode<'_, '_, Slice<'_>>,
    ty: &mut Type,
) -> Result<Shape, NotAvailable> {
    // Another unit describes it.
    if root.entry().attr(gimli::DW_AT_declaration).is_some() {
        return Ok(Shape::Opaque);
    }
    let own_name = name(open, root.entry()).unwrap_or_default();
    if let Some(kind) = crate::names::coroutine_kind(&own_name) {
        let size = ty
            .size
            .ok_or_else(|| malformed("a coroutine without a size"))?;
        let coroutine = coroutines::read(reader, open, root, kind, size)?;
        return Ok(Shape::Coroutine(Arc::new(coroutine)));
    }
    let mut members = Vec::new();
    let mut variants = None;
    let mut children = root.children();
    while let Some(child) = children.next()? {
        match child.entry().tag() {
            gimli::DW_TAG_member => {
                let field = member(reader, open, child.entry())?;
                if !is_function(
                    reader,
                    field.ty,
                    number(child.entry(), gimli::DW_AT_alignment),
                )? {
                    members.push(field);
                }
            }
            gimli::DW_TAG_variant_part => variants = Some(choice(reader, open, child)?),
            gimli::DW_TAG_template_type_parameter => {
                if let Some(of) = referred(reader, open, child.entry()) {
                    let name = name(open, child.entry()).unwrap_or_default();
                    ty.parameters.push((name, of?));
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
fn choice(
    reader: &Reader<'_>,
    open: &OpenUnit<'_>,
    part: EntriesTreeNode<'_, '_, Slice<'_>>,
) -> Result<Choice, NotAvailable> {
    let mut choice = Choice {
        tag: None,
        variants: Vec::new(),
    };
    let tag = part.entry().attr_value(gimli::DW_AT_discr);
    let mut children = part.children();
    while let Some(child) = children.next()? {
        let entry = child.entry();
        match entry.tag() {
            gimli::DW_TAG_member if tag == Some(AttributeValue::UnitRef(entry.offset())) => {
                choice.tag = Some(member(reader, open, entry)?);
            }
            gimli::DW_TAG_variant => {
                let value = entry.attr_value(gimli::DW_AT_discr_value).and_then(bits);
                let mut inside = child.children();
                while let Some(field) = inside.next()? {
                    if field.entry().tag() == gimli::DW_TAG_member {
                        let member = member(reader, open, field.entry())?;
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

fn names(
    open: &OpenUnit<'_>,
    root: EntriesTreeNode<'_, '_, Slice<'_>>,
) -> Result<Shape, NotAvailable> {
    let mut names = Vec::new();
    let mut children = root.children();
    while let Some(child) = children.next()? {
        let entry = child.entry();
        if entry.tag() != gimli::DW_TAG_enumerator {
            continue;
        }
        let value = match entry.attr_value(gimli::DW_AT_const_value) {
            Some(AttributeValue::Sdata(value)) => i128::from(value),
            Some(value) => value.udata_value().map_or(0, i128::from),
            None => continue,
        };
        names.push((value, name(open, entry).unwrap_or_default()));
    }
    Ok(Shape::Names(names))
}

fn count(root: EntriesTreeNode<'_, '_, Slice<'_>>) -> Result<u64, NotAvailable> {
    let mut children = root.children();
    while let Some(child) = children.next()? {
        if child.entry().tag() == gimli::DW_TAG_subrange_type {
            let count = number(child.entry(), gimli::DW_AT_count);
            let bound = number(child.entry(), gimli::DW_AT_upper_bound);
            return Ok(count
                .or(bound.map(|bound| bound.wrapping_add(1)))
                .unwrap_or(0));
        }
    }
    Ok(0)
}

/// A field, without which the type is not understood.
pub(super) fn member(
    reader: &Reader<'_>,
    open: &OpenUnit<'_>,
    entry: &DebuggingInformationEntry<Slice<'_>>,
) -> Result<Member, NotAvailable> {
    Ok(Member {
        name: name(open, entry).unwrap_or_default(),
        ty: referred(reader, open, entry)
            .transpose()?
            .ok_or_else(|| malformed("a field without a type"))?,
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
    let entry = open.unit.entry(UnitOffset(ty.offset))?;
    Ok(entry.tag() == gimli::DW_TAG_pointer_type)
}

/// The type that an entry is of.
pub(super) fn referred(
    reader: &Reader<'_>,
    open: &OpenUnit<'_>,
    entry: &DebuggingInformationEntry<Slice<'_>>,
) -> Option<Result<TypeId, NotAvailable>> {
    let value = entry.attr_value(gimli::DW_AT_type)?;
    Some(reader.reference(open, value))
}

/// A constant as the bits that it has in memory, where they are followed by zeros or ones.
fn bits(value: AttributeValue<Slice<'_>>) -> Option<u64> {
    match value {
        AttributeValue::Sdata(value) => Some(value.cast_unsigned()),
        value => value.udata_value(),
    }
}

pub(super) fn number(
    entry: &DebuggingInformationEntry<Slice<'_>>,
    attribute: gimli::DwAt,
) -> Option<u64> {
    entry.attr_value(attribute)?.udata_value()
}

pub(super) fn name(
    open: &OpenUnit<'_>,
    entry: &DebuggingInformationEntry<Slice<'_>>,
) -> Option<String> {
    open.text(entry.attr_value(gimli::DW_AT_name)?)
}

/// The size of a type in bytes, without reading what it is made of.
pub(super) fn size_of(reader: &Reader<'_>, id: TypeId) -> Result<Option<u64>, NotAvailable> {
    let open = reader.open(id.unit)?;
    let entry = open.unit.entry(UnitOffset(id.offset))?;
    match entry.tag() {
        // Of these, the size follows from others.
        gimli::DW_TAG_array_type | gimli::DW_TAG_pointer_type | gimli::DW_TAG_typedef => {
            Ok(read_at(reader, id, 0)?.size)
        }
        _ => Ok(number(&entry, gimli::DW_AT_byte_size)),
    }
}

/// The name with the namespaces around it.
pub(super) fn full_name(
    reader: &Reader<'_>,
    open: &OpenUnit<'_>,
    at: UnitOffset,
) -> Result<String, NotAvailable> {
    let mut names = Vec::new();
    for scope in std::iter::once(at).chain(reader.index(open.id)?.around(at.0)) {
        let entry = open.unit.entry(scope)?;
        names.push(name(open, &entry).unwrap_or_default());
    }
    names.reverse();
    Ok(names.join("::"))
}
