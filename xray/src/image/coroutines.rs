//! Coroutines in debug info.
//!
//! A coroutine's type is a structure with one variant for each state. In it, the members of a
//! suspended state are what it saves, and then what the coroutine captured. LLVM keeps one entry
//! for all members of one name in a state, so the second `x` of a state has the place and the type
//! of the first: captures are taken from `Unresumed` instead, where they are alone, and of others
//! the module `repair` finds out.

use std::collections::{BTreeMap, HashSet};

use gimli::{AttributeValue, UnitOffset};

use super::entries::Entry;
use super::open::OpenUnit;
use super::reader::{Reader, malformed};
use super::repair;
use super::types::{self, Member, Type, TypeId};
use crate::{Confidence, CoroutineKind, Location, NotAvailable, Role};

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

pub(super) fn location<'i>(
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
