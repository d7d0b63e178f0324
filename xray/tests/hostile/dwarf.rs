//! Debug info, written entry by entry: as rustc would, and as it never would.

use gimli::constants::*;
use gimli::{DwAt, DwForm, DwTag};

use crate::elf::elf;

/// Sections of debug info.
#[derive(Default)]
pub(crate) struct Dwarf {
    pub(crate) abbrev: Vec<u8>,
    pub(crate) info: Vec<u8>,
    pub(crate) text: Vec<u8>,
    /// Other sections.
    pub(crate) more: Vec<(&'static str, u64, Vec<u8>)>,
}

/// The entries of a unit.
#[derive(Default)]
pub(crate) struct Entries(Vec<u8>);

/// Kinds of entries, each by the number of its abbreviation in [`usual`].
pub(crate) const UNIT: u64 = 1;
pub(crate) const NAMESPACE: u64 = 2;
pub(crate) const STRUCTURE: u64 = 3;
pub(crate) const MEMBER: u64 = 4;
pub(crate) const VARIANT_PART: u64 = 5;
pub(crate) const VARIANT: u64 = 6;
pub(crate) const ARRAY: u64 = 7;
pub(crate) const COUNT: u64 = 8;
pub(crate) const TYPEDEF: u64 = 9;
pub(crate) const POINTER: u64 = 10;
pub(crate) const FUNCTION: u64 = 11;
pub(crate) const PARAMETER: u64 = 12;
pub(crate) const BLOCK: u64 = 13;
pub(crate) const VARIABLE: u64 = 14;
/// A structure without children, and a member, whose names are elsewhere.
pub(crate) const STRUCTURE_OF_NAME: u64 = 15;
pub(crate) const MEMBER_OF_NAME: u64 = 16;
pub(crate) const ALIGNED: u64 = 17;
/// The number of the first that is free.
pub(crate) const FREE: u64 = 18;

/// The abbreviations of the kinds above.
pub(crate) fn usual() -> Vec<u8> {
    let name = (DW_AT_name, DW_FORM_string);
    let named = (DW_AT_name, DW_FORM_strp);
    let size = (DW_AT_byte_size, DW_FORM_udata);
    let ty = (DW_AT_type, DW_FORM_ref4);
    let offset = (DW_AT_data_member_location, DW_FORM_udata);
    let number = (DW_AT_discr_value, DW_FORM_udata);
    let place = (DW_AT_location, DW_FORM_exprloc);
    let mut table = Vec::new();
    for (code, tag, children, attributes) in [
        (UNIT, DW_TAG_compile_unit, true, &[][..]),
        (NAMESPACE, DW_TAG_namespace, true, &[name]),
        (STRUCTURE, DW_TAG_structure_type, true, &[name, size]),
        (MEMBER, DW_TAG_member, false, &[name, ty, offset]),
        (VARIANT_PART, DW_TAG_variant_part, true, &[]),
        (VARIANT, DW_TAG_variant, true, &[number]),
        (ARRAY, DW_TAG_array_type, true, &[ty]),
        (
            COUNT,
            DW_TAG_subrange_type,
            false,
            &[(DW_AT_count, DW_FORM_udata)],
        ),
        (TYPEDEF, DW_TAG_typedef, false, &[ty]),
        (POINTER, DW_TAG_pointer_type, false, &[ty]),
        (FUNCTION, DW_TAG_subprogram, true, &[name]),
        (PARAMETER, DW_TAG_formal_parameter, false, &[ty]),
        (BLOCK, DW_TAG_lexical_block, true, &[]),
        (VARIABLE, DW_TAG_variable, false, &[name, ty, place]),
        (
            STRUCTURE_OF_NAME,
            DW_TAG_structure_type,
            false,
            &[named, size],
        ),
        (MEMBER_OF_NAME, DW_TAG_member, false, &[named, ty, offset]),
        (
            ALIGNED,
            DW_TAG_structure_type,
            false,
            &[name, size, (DW_AT_alignment, DW_FORM_udata)],
        ),
    ] {
        abbreviation(&mut table, code, tag, children, attributes);
    }
    table.push(0);
    table
}

/// Adds an abbreviation to a table.
pub(crate) fn abbreviation(
    table: &mut Vec<u8>,
    code: u64,
    tag: DwTag,
    children: bool,
    attributes: &[(DwAt, DwForm)],
) {
    leb128(table, code);
    leb128(table, tag.0.into());
    table.push(children.into());
    for (attribute, form) in attributes {
        leb128(table, attribute.0.into());
        leb128(table, form.0.into());
    }
    table.extend([0, 0]);
}

fn leb128(bytes: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

impl Dwarf {
    /// With the usual abbreviations, and one unit of these entries.
    pub(crate) fn of(entries: &Entries) -> Self {
        let mut dwarf = Dwarf {
            abbrev: usual(),
            ..Dwarf::default()
        };
        dwarf.unit(entries, 0);
        dwarf
    }

    /// Adds a unit whose abbreviations begin there.
    pub(crate) fn unit(&mut self, entries: &Entries, abbreviations: u32) {
        let length = entries.0.len() as u32 + 8;
        self.info.extend(length.to_le_bytes());
        self.info.extend([5, 0, 1, 8]);
        self.info.extend(abbreviations.to_le_bytes());
        self.info.extend(&entries.0);
    }

    pub(crate) fn file(&self) -> Vec<u8> {
        let mut sections = vec![
            (".debug_abbrev", 0, &self.abbrev[..]),
            (".debug_info", 0, &self.info),
            (".debug_str", 0, &self.text),
        ];
        let more = self.more.iter();
        sections.extend(more.map(|(name, flags, bytes)| (*name, *flags, &bytes[..])));
        elf(&sections)
    }
}

impl Entries {
    /// Entries below that of a unit.
    pub(crate) fn new() -> Self {
        Entries(vec![UNIT as u8])
    }

    /// The offset of the next entry in its unit.
    pub(crate) fn at(&self) -> u32 {
        self.0.len() as u32 + 12
    }

    pub(crate) fn add(&mut self, kind: u64) -> &mut Self {
        self.number(kind)
    }

    pub(crate) fn name(&mut self, name: &str) -> &mut Self {
        self.0.extend(name.bytes().chain([0]));
        self
    }

    pub(crate) fn number(&mut self, number: u64) -> &mut Self {
        leb128(&mut self.0, number);
        self
    }

    /// The type of that offset, or the name.
    pub(crate) fn refer(&mut self, offset: u32) -> &mut Self {
        self.0.extend(offset.to_le_bytes());
        self
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend(bytes);
        self
    }

    /// Nothing more is below the entry that is open.
    pub(crate) fn end(&mut self) -> &mut Self {
        self.bytes(&[0])
    }

    /// A coroutine of that size, whose state `Suspend0` has these slots: name, type, offset.
    pub(crate) fn coroutine(&mut self, size: u64, slots: &[(&str, u32, u64)]) -> u32 {
        let at = self.at();
        self.add(STRUCTURE).name("{async_fn_env#0}").number(size);
        let suspended = self.at();
        self.add(STRUCTURE).name("Suspend0").number(size);
        for &(name, ty, offset) in slots {
            self.add(MEMBER).name(name).refer(ty).number(offset);
        }
        self.end();
        let tag = self.at();
        self.add(STRUCTURE_OF_NAME).refer(0).number(1);
        self.add(VARIANT_PART);
        self.add(MEMBER).name("__state").refer(tag).number(0);
        self.add(VARIANT).number(3);
        self.add(MEMBER).name("3").refer(suspended).number(0);
        self.end().end().end();
        at
    }
}
