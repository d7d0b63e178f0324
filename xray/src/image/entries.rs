//! The entries of a unit: a tree that is only ever walked in its order, so that its depth costs
//! nothing, and at a price for each entry that is passed.

use gimli::{AttributeSpecification, DebuggingInformationEntry, EntriesRaw, UnitOffset};

use super::Slice;
use super::open::OpenUnit;
use crate::NotAvailable;

pub(super) type Entry<'i> = DebuggingInformationEntry<Slice<'i>>;

/// The entries directly below another one, in turn.
pub(super) struct Children<'u, 'i> {
    open: &'u OpenUnit<'i>,
    raw: EntriesRaw<'u, Slice<'i>>,
    /// What is deeper is passed over.
    level: isize,
    entry: Entry<'i>,
}

impl<'i> OpenUnit<'i> {
    /// The entry at an offset.
    pub(super) fn entry(&self, at: UnitOffset) -> Result<Entry<'i>, NotAvailable> {
        let mut raw = self.unit.entries_raw(Some(at))?;
        let mut entry = Entry {
            offset: at,
            ..Entry::default()
        };
        let Some(abbreviation) = raw.read_abbreviation()? else {
            return Err(gimli::Error::NoEntryAtGivenOffset(at.0 as u64).into());
        };
        entry.tag = abbreviation.tag();
        entry.has_children = abbreviation.has_children();
        self.pay(abbreviation.attributes())?;
        raw.read_attributes(abbreviation.attributes(), &mut entry.attrs)?;
        Ok(entry)
    }

    /// What is directly below the entry at an offset.
    pub(super) fn children(&self, of: UnitOffset) -> Result<Children<'_, 'i>, NotAvailable> {
        let mut raw = self.unit.entries_raw(Some(of))?;
        if let Some(abbreviation) = raw.read_abbreviation()? {
            self.pay(abbreviation.attributes())?;
            raw.skip_attributes(abbreviation.attributes())?;
        }
        Ok(Children {
            open: self,
            raw,
            level: 1,
            entry: Entry::default(),
        })
    }

    /// Pays for an entry with these attributes, which may have no bytes of their own.
    pub(super) fn pay(&self, attributes: &[AttributeSpecification]) -> Result<(), NotAvailable> {
        self.budget.spend(1 + attributes.len())
    }
}

impl<'i> Children<'_, 'i> {
    pub(super) fn next(&mut self) -> Result<Option<&Entry<'i>>, NotAvailable> {
        while !self.raw.is_empty() && self.raw.next_depth() > 0 {
            let depth = self.raw.next_depth();
            self.level = self.level.min(depth);
            self.entry.offset = self.raw.next_offset();
            self.entry.depth = depth;
            let Some(abbreviation) = self.raw.read_abbreviation()? else {
                self.open.budget.spend(1)?;
                continue;
            };
            self.open.pay(abbreviation.attributes())?;
            if depth > self.level {
                self.raw.skip_attributes(abbreviation.attributes())?;
                continue;
            }
            self.entry.tag = abbreviation.tag();
            self.entry.has_children = abbreviation.has_children();
            self.raw
                .read_attributes(abbreviation.attributes(), &mut self.entry.attrs)?;
            return Ok(Some(&self.entry));
        }
        Ok(None)
    }

    /// Goes on with what is below the entry that came last.
    pub(super) fn enter(&mut self) {
        self.level += 1;
    }
}
