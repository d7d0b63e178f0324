//! What stands where in a unit, found in one pass over it.

use gimli::{AttributeValue, Expression, Operation, UnitOffset};

use super::entries::Entry;
use super::open::OpenUnit;
use super::reader::malformed;
use super::{Slice, explicit};
use crate::NotAvailable;
use crate::names::{is_coroutine, is_resume};

/// The entries of a unit that questions begin with.
pub(crate) struct UnitIndex {
    /// Namespaces and types, by offset, each with the number of the one around it.
    scopes: Vec<Scope>,
    /// Vtables: the address, and the offset of the type that describes the table.
    pub(super) vtables: Vec<(u64, usize)>,
    /// Coroutines' types, and those of annotated functions.
    pub(super) coroutines: Vec<usize>,
    /// The functions that poll them.
    pub(super) resumes: Vec<usize>,
    /// Whether any type is described: with `debug = 1`, none is.
    pub(super) has_types: bool,
    /// Whether the unit came with the standard library.
    pub(super) of_std: bool,
}

/// Of these there may be millions.
struct Scope {
    offset: u32,
    /// The number of the one around it, or `OUTERMOST`.
    parent: u32,
}

const OUTERMOST: u32 = u32::MAX;

impl UnitIndex {
    pub(super) fn read(open: &OpenUnit<'_>) -> Result<Self, NotAvailable> {
        let folder = open.unit.comp_dir.map(|folder| folder.to_string_lossy());
        let mut index = UnitIndex {
            scopes: Vec::new(),
            vtables: Vec::new(),
            coroutines: Vec::new(),
            resumes: Vec::new(),
            has_types: false,
            of_std: folder.is_some_and(|folder| folder.starts_with("/rustc/")),
        };
        let mut around: Vec<(isize, u32)> = Vec::new();
        let mut entries = open.unit.entries_raw(None)?;
        if open.unit.length_including_self() > OUTERMOST as usize {
            return Err(malformed("a unit of more than four gigabytes"));
        }
        let mut entry = Entry::default();
        while !entries.is_empty() {
            let (depth, offset) = (entries.next_depth(), entries.next_offset());
            let Some(abbreviation) = entries.read_abbreviation()? else {
                open.budget.spend(1)?;
                continue;
            };
            open.pay(abbreviation.attributes())?;
            while around.last().is_some_and(|&(outer, _)| outer >= depth) {
                around.pop();
            }
            let parent = around.last().map_or(OUTERMOST, |&(_, scope)| scope);
            match abbreviation.tag() {
                gimli::DW_TAG_namespace
                | gimli::DW_TAG_structure_type
                | gimli::DW_TAG_enumeration_type
                | gimli::DW_TAG_union_type => {
                    around.push((depth, index.scopes.len() as u32));
                    index.scopes.push(Scope {
                        offset: offset.0 as u32,
                        parent,
                    });
                    if abbreviation.tag() == gimli::DW_TAG_namespace {
                        entries.skip_attributes(abbreviation.attributes())?;
                        continue;
                    }
                    index.has_types = true;
                    entries.read_attributes(abbreviation.attributes(), &mut entry.attrs)?;
                    let declared = entry.attr(gimli::DW_AT_declaration).is_some();
                    let is_coroutine = |name: Slice<'_>| {
                        is_coroutine(name.slice())
                            || name.slice().starts_with(explicit::NAME.as_bytes())
                    };
                    if !declared && name(open, &entry)?.is_some_and(is_coroutine) {
                        index.coroutines.push(offset.0);
                    }
                }
                gimli::DW_TAG_subprogram if abbreviation.has_children() => {
                    entries.read_attributes(abbreviation.attributes(), &mut entry.attrs)?;
                    if name(open, &entry)?.is_some_and(|name| is_resume(name.slice())) {
                        index.resumes.push(offset.0);
                        // Nothing that is asked for stands in it, but it has a full name, too.
                        index.scopes.push(Scope {
                            offset: offset.0 as u32,
                            parent,
                        });
                    }
                }
                gimli::DW_TAG_variable if depth == 1 => {
                    entries.read_attributes(abbreviation.attributes(), &mut entry.attrs)?;
                    index.vtables.extend(vtable(open, &entry)?);
                }
                _ => entries.skip_attributes(abbreviation.attributes())?,
            }
        }
        Ok(index)
    }

    /// Where the namespaces and types begin that are around the entry at `offset`, the innermost
    /// first.
    pub(super) fn around(&self, offset: usize) -> impl Iterator<Item = UnitOffset> {
        let place = |scope: &Scope| scope.offset as usize;
        let found = self.scopes.binary_search_by_key(&offset, place);
        let mut next = found.map_or(OUTERMOST, |found| self.scopes[found].parent);
        std::iter::from_fn(move || {
            let scope = self.scopes.get(next as usize)?;
            next = scope.parent;
            Some(UnitOffset(scope.offset as usize))
        })
    }
}

fn name<'i>(open: &OpenUnit<'i>, entry: &Entry<'i>) -> Result<Option<Slice<'i>>, NotAvailable> {
    match entry.attr_value(gimli::DW_AT_name) {
        Some(value) => open.text(value),
        None => Ok(None),
    }
}

/// The address and the type of a vtable, if the variable is one.
fn vtable<'i>(
    open: &OpenUnit<'i>,
    entry: &Entry<'i>,
) -> Result<Option<(u64, usize)>, NotAvailable> {
    let name = name(open, entry)?;
    let is_vtable = name.is_some_and(|name| name.slice().ends_with(b"{vtable}"));
    Ok(match entry.attr_value(gimli::DW_AT_type) {
        Some(AttributeValue::UnitRef(UnitOffset(ty))) if is_vtable => {
            address(open, entry).map(|address| (address, ty))
        }
        _ => None,
    })
}

/// Where a variable lies that is always at the same place.
fn address<'i>(open: &OpenUnit<'i>, entry: &Entry<'i>) -> Option<u64> {
    let AttributeValue::Exprloc(Expression(bytes)) = entry.attr_value(gimli::DW_AT_location)?
    else {
        return None;
    };
    let mut operations = Expression(bytes).operations(open.unit.encoding());
    let address = match operations.next().ok()?? {
        Operation::Address { address } => address,
        Operation::AddressIndex { index } => open.dwarf.address(&open.unit, index).ok()?,
        _ => return None,
    };
    operations.next().ok()?.is_none().then_some(address)
}
