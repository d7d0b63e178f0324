//! Coroutines in debug info.
//!
//! A coroutine's type is a structure with one variant for each state. In it, the members of a
//! suspended state are what it saves, and then what the coroutine captured. LLVM keeps one entry
//! for all members of one name in a state, so the second `x` of a state has the place and the type
//! of the first: captures are taken from `Unresumed` instead, where they are alone, and of others
//! the module `repair` finds out.

use std::collections::{BTreeMap, HashMap, HashSet};

use gimli::{AttributeValue, UnitOffset};

use super::entries::Entry;
use super::open::OpenUnit;
use super::reader::{Reader, malformed};
use super::types::{self, Member, Type, TypeId};
use super::{explicit, repair};
use crate::coroutine::Tag;
use crate::{
    Comparison, Confidence, Coroutine, CoroutineKind, Location, NotAvailable, Reason, Role, Slot,
    State,
};

/// A coroutine, with its types.
#[derive(Debug)]
pub(crate) struct CoroutineType {
    pub(crate) kind: CoroutineKind,
    pub(crate) tag: Member,
    /// By their numbers.
    pub(crate) states: Vec<StateType>,
}

#[derive(Debug)]
pub(crate) struct StateType {
    pub(crate) number: u64,
    pub(crate) name: String,
    pub(crate) location: Option<Location>,
    pub(crate) slots: Vec<SlotType>,
}

#[derive(Debug, Clone)]
pub(crate) struct SlotType {
    pub(crate) name: String,
    pub(crate) role: Role,
    /// Where it lies and what it is; none if that is not known.
    pub(crate) place: Option<(u64, TypeId)>,
    /// Told with the place: a type that is built in does not tell its own.
    pub(crate) align: Option<u64>,
    /// Whether an enum has a field for it that may hold nothing in this state.
    pub(crate) may_be_empty: bool,
    pub(crate) confidence: Confidence,
}

impl SlotType {
    /// Whether it is a function itself, of the type that it is described by: it has no size, and
    /// is described as the pointer that it can become.
    pub(crate) fn is_function(&self, ty: &Type) -> bool {
        self.align == Some(1) && matches!(ty.shape, types::Shape::Pointer(_))
    }
}

/// A member of a state's structure.
#[derive(Clone)]
struct Saved {
    member: Member,
    align: Option<u64>,
}

impl CoroutineType {
    pub(crate) fn state(&self, number: u64) -> Option<&StateType> {
        self.states.iter().find(|state| state.number == number)
    }
}

/// Reads the structure of a coroutine.
pub(super) fn read<'i>(
    reader: &Reader<'i>,
    open: &OpenUnit<'i>,
    root: &Entry<'i>,
    kind: CoroutineKind,
    size: u64,
) -> Result<CoroutineType, NotAvailable> {
    let mut tag = None;
    let mut variants = Vec::new();
    let mut contents = BTreeMap::new();
    let mut children = open.children(root.offset())?;
    while let Some(child) = children.next()? {
        match child.tag() {
            gimli::DW_TAG_variant_part => {
                read_variants(reader, open, child, &mut tag, &mut variants)?
            }
            gimli::DW_TAG_structure_type => {
                let name = types::name(open, child)?.unwrap_or_default();
                contents.insert(child.offset(), (name, members(reader, open, child)?));
            }
            _ => {}
        }
    }
    let tag = tag.ok_or_else(|| malformed("a coroutine without a state"))?;
    let mut states = Vec::new();
    let mut captures = Vec::new();
    for variant in variants {
        let Some((name, members)) = contents.remove(&variant.structure) else {
            return Err(malformed("a state without its contents"));
        };
        if variant.number == 0 {
            captures = members.clone();
        }
        states.push(StateType {
            number: variant.number,
            name,
            location: variant.location,
            slots: slots(variant.number, members, &captures),
        });
    }
    states.sort_by_key(|state| state.number);
    repair::places(reader, open, root.offset(), size, &mut states)?;
    Ok(CoroutineType { kind, tag, states })
}

struct VariantOfState {
    number: u64,
    structure: UnitOffset,
    location: Option<Location>,
}

fn read_variants<'i>(
    reader: &Reader<'i>,
    open: &OpenUnit<'i>,
    part: &Entry<'i>,
    tag: &mut Option<Member>,
    variants: &mut Vec<VariantOfState>,
) -> Result<(), NotAvailable> {
    let mut children = open.children(part.offset())?;
    while let Some(entry) = children.next()? {
        match entry.tag() {
            gimli::DW_TAG_member => *tag = Some(types::member(reader, open, entry)?),
            gimli::DW_TAG_variant => {
                let number = types::number(entry, gimli::DW_AT_discr_value)
                    .ok_or_else(|| malformed("a state without a number"))?;
                let mut inside = open.children(entry.offset())?;
                while let Some(entry) = inside.next()? {
                    if let Some(AttributeValue::UnitRef(structure)) =
                        entry.attr_value(gimli::DW_AT_type)
                    {
                        variants.push(VariantOfState {
                            number,
                            structure,
                            location: location(reader, open, entry)?,
                        });
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn location<'i>(
    reader: &Reader<'i>,
    open: &OpenUnit<'i>,
    entry: &Entry<'i>,
) -> Result<Option<Location>, NotAvailable> {
    let file = match entry.attr_value(gimli::DW_AT_decl_file) {
        Some(AttributeValue::FileIndex(file)) => Some(file),
        value => value.and_then(|value| value.udata_value()),
    };
    match (file, types::number(entry, gimli::DW_AT_decl_line)) {
        (Some(file), Some(line)) => reader.location(open, file, line),
        _ => Ok(None),
    }
}

fn members<'i>(
    reader: &Reader<'i>,
    open: &OpenUnit<'i>,
    structure: &Entry<'i>,
) -> Result<Vec<Saved>, NotAvailable> {
    let mut members = Vec::new();
    let mut children = open.children(structure.offset())?;
    while let Some(child) = children.next()? {
        if child.tag() == gimli::DW_TAG_member {
            members.push(Saved {
                member: types::member(reader, open, child)?,
                align: types::number(child, gimli::DW_AT_alignment),
            });
        }
    }
    Ok(members)
}

/// The slots of a state.
fn slots(number: u64, members: Vec<Saved>, captures: &[Saved]) -> Vec<SlotType> {
    // The last members of every state are the captures; should it ever be otherwise, then what
    // looks like one is not known.
    let saved = members.len().saturating_sub(captures.len());
    let ends_with_captures = members[saved..]
        .iter()
        .map(|saved| &saved.member.name)
        .eq(captures.iter().map(|capture| &capture.member.name));
    let saved = if ends_with_captures {
        saved
    } else {
        members.len()
    };
    let mut slots = named(&members[..saved], |name| role_of(name, number));
    if ends_with_captures {
        slots.extend(named(captures, |_| Role::Capture));
    }
    slots
}

/// The members, of which only the first of a name is known.
fn named(members: &[Saved], role: impl Fn(&str) -> Role) -> Vec<SlotType> {
    let mut seen = HashSet::new();
    let slot = |Saved { member, align }: &Saved| {
        let first = seen.insert(member.name.clone());
        let role = role(&member.name);
        SlotType {
            name: name_in_source(&member.name, role),
            role,
            place: first.then_some((member.offset, member.ty)),
            align: align.filter(|_| first),
            may_be_empty: false,
            confidence: if first {
                Confidence::Exact
            } else {
                Confidence::Unknown
            },
        }
    };
    members.iter().map(slot).collect()
}

/// What is captured by reference has a name that says so.
fn name_in_source(name: &str, role: Role) -> String {
    let by_reference = name.strip_prefix("_ref__");
    let captured = by_reference.filter(|_| role == Role::Capture);
    captured.unwrap_or(name).to_owned()
}

fn role_of(name: &str, state: u64) -> Role {
    let digits = name.strip_prefix("__").unwrap_or_default();
    match name {
        _ if state < 3 => Role::Capture,
        "__awaitee" => Role::Awaitee,
        _ if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Role::Temporary
        }
        _ => Role::Local,
    }
}

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
