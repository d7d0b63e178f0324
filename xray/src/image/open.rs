//! A unit that is open, and opening it.

use std::rc::Rc;

use gimli::{AttributeValue, Dwarf, Reader as _, Section, UnitHeader, UnitOffset};

use super::Slice;
use super::budget::Budget;
use super::reader::malformed;
use super::units::UnitId;
use crate::NotAvailable;

/// A unit with the sections that it refers to.
pub(super) struct OpenUnit<'i> {
    pub(super) id: UnitId,
    pub(super) dwarf: Rc<Dwarf<Slice<'i>>>,
    pub(super) unit: gimli::Unit<Slice<'i>>,
    /// Of a unit that stands in another file, what the program has of it: lists of source files,
    /// above all.
    pub(super) skeleton: Option<gimli::Unit<Slice<'i>>>,
    pub(super) budget: Rc<Budget>,
}

impl<'i> OpenUnit<'i> {
    /// The text that an attribute holds or refers to, to be looked at; none if it is not there.
    pub(super) fn text(
        &self,
        value: AttributeValue<Slice<'i>>,
    ) -> Result<Option<Slice<'i>>, NotAvailable> {
        text(&self.dwarf, &self.unit, &self.budget, value)
    }

    /// The same, to be kept.
    pub(super) fn owned_text(
        &self,
        value: AttributeValue<Slice<'i>>,
    ) -> Result<Option<String>, NotAvailable> {
        owned_text(&self.dwarf, &self.unit, &self.budget, value)
    }
}

fn text<'i>(
    dwarf: &Dwarf<Slice<'i>>,
    unit: &gimli::Unit<Slice<'i>>,
    budget: &Budget,
    value: AttributeValue<Slice<'i>>,
) -> Result<Option<Slice<'i>>, NotAvailable> {
    let text = dwarf.attr_string(unit, value);
    let passed = match &text {
        Ok(text) => text.len(),
        // One without an end has been looked through up to the section's.
        Err(_) => dwarf.debug_str.reader().len() + dwarf.debug_line_str.reader().len(),
    };
    budget.spend_looking(passed)?;
    Ok(text.ok())
}

pub(super) fn owned_text<'i>(
    dwarf: &Dwarf<Slice<'i>>,
    unit: &gimli::Unit<Slice<'i>>,
    budget: &Budget,
    value: AttributeValue<Slice<'i>>,
) -> Result<Option<String>, NotAvailable> {
    let Some(text) = text(dwarf, unit, budget, value)? else {
        return Ok(None);
    };
    budget.spend(text.len())?;
    Ok(Some(text.to_string_lossy().into_owned()))
}

/// Opens the unit of that header.
pub(super) fn unit<'i>(
    dwarf: &Dwarf<Slice<'i>>,
    header: UnitHeader<Slice<'i>>,
    budget: &Budget,
) -> Result<gimli::Unit<Slice<'i>>, NotAvailable> {
    // The table may be that of many units.
    let mut table = *dwarf.debug_abbrev.reader();
    table.skip(header.debug_abbrev_offset().0)?;
    pay_for_abbreviations(table, budget)?;
    let abbreviations = dwarf.abbreviations(&header)?;
    if let Some(offset) = lines_of(&header, &abbreviations)? {
        let mut lines = *dwarf.debug_line.reader();
        lines.skip(offset)?;
        budget.spend(lines_header_length(lines)?)?;
    }
    let unit = gimli::Unit::new_with_abbreviations(dwarf, header, abbreviations)?;
    for text in [unit.name, unit.comp_dir].into_iter().flatten() {
        budget.spend_looking(text.len())?;
    }
    Ok(unit)
}

/// Takes a step for each byte of a table of abbreviations, before it is read.
fn pay_for_abbreviations(mut table: Slice<'_>, budget: &Budget) -> Result<(), NotAvailable> {
    while !table.is_empty() {
        let before = table.len();
        let is_last = table.read_uleb128()? == 0;
        if !is_last {
            let _tag = table.read_uleb128()?;
            let _has_children = table.read_u8()?;
            skip_attributes(&mut table)?;
        }
        budget.spend(before - table.len())?;
        if is_last {
            break;
        }
    }
    Ok(())
}

fn skip_attributes(table: &mut Slice<'_>) -> Result<(), NotAvailable> {
    loop {
        let (name, form) = (table.read_uleb128()?, table.read_uleb128()?);
        if form == u64::from(gimli::DW_FORM_implicit_const.0) {
            table.read_sleb128()?;
        }
        if (name, form) == (0, 0) {
            return Ok(());
        }
    }
}

/// Where the lines of a unit are, of which the list of files is read with the unit.
fn lines_of(
    header: &UnitHeader<Slice<'_>>,
    abbreviations: &gimli::Abbreviations,
) -> Result<Option<usize>, NotAvailable> {
    let mut entries = header.entries_raw(abbreviations, None::<UnitOffset>)?;
    let mut root = gimli::DebuggingInformationEntry::default();
    entries.read_entry(&mut root)?;
    let mut lines = root
        .attrs()
        .iter()
        .filter_map(|attribute| match attribute.value() {
            AttributeValue::DebugLineRef(offset) => Some(offset.0),
            _ => None,
        });
    // Of several, the last counts.
    Ok(lines.next_back())
}

/// A list of files may not be longer: for it, room is made at its word, some hundred bytes for
/// each that it has.
const LONGEST_FILES: usize = 4 << 20;

/// How many bytes the list of files has.
fn lines_header_length(mut lines: Slice<'_>) -> Result<usize, NotAvailable> {
    let (_, format) = lines.read_initial_length()?;
    if lines.read_u16()? >= 5 {
        lines.skip(2)?;
    }
    let length = lines.read_length(format)?;
    if length > LONGEST_FILES {
        return Err(malformed("a unit of more files than any has"));
    }
    Ok(length)
}
