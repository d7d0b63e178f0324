//! Which unit has what lies at an address: `.debug_aranges`, which covers data, too.

use gimli::{DebugAranges, SectionId};

use super::Image;
use super::units::{UnitId, Units};
use crate::NotAvailable;

/// The units' addresses, in order.
pub(crate) struct Ranges(Vec<Covered>);

struct Covered {
    begin: u64,
    end: u64,
    unit: UnitId,
}

impl Ranges {
    pub(super) fn read(image: &Image, units: &Units) -> Result<Self, NotAvailable> {
        let section = image.file.section(SectionId::DebugAranges);
        let mut headers = DebugAranges::from(section).headers();
        let mut ranges = Vec::new();
        while let Some(header) = headers.next()? {
            let Some(unit) = units.at(header.debug_info_offset().0) else {
                continue;
            };
            let mut entries = header.entries();
            while let Some(entry) = entries.next()? {
                let range = entry.range();
                // What the linker has left out is said to be at zero.
                if range.begin != 0 && range.begin < range.end {
                    ranges.push(Covered {
                        begin: range.begin,
                        end: range.end,
                        unit,
                    });
                }
            }
        }
        ranges.sort_by_key(|covered| covered.begin);
        Ok(Ranges(ranges))
    }

    /// The unit that has the address.
    pub(super) fn unit_of(&self, address: u64) -> Option<UnitId> {
        let behind = self.0.partition_point(|covered| covered.begin <= address);
        let covered = &self.0[behind.checked_sub(1)?];
        (address < covered.end).then_some(covered.unit)
    }
}
