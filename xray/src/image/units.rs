//! The units of debug info: rustc writes one for each codegen unit.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

use gimli::{DebugInfoOffset, Dwarf};

use super::file::ProgramFile;
use super::index::UnitIndex;
use super::{Kept, Slice};
use crate::NotAvailable;

/// All units of an image, by offset.
pub(crate) struct Units {
    units: Vec<Unit>,
    /// Which unit keeps a split file.
    split_files: Mutex<HashMap<PathBuf, UnitId>>,
}

/// What is kept of one unit.
pub(crate) struct Unit {
    pub(super) offset: usize,
    /// If its contents stand in another file, that; of units that share one, the first keeps it.
    pub(super) split: Kept<Box<ProgramFile>>,
    pub(super) index: Kept<Box<UnitIndex>>,
}

/// The number of a unit in its image.
pub(crate) type UnitId = u32;

impl Units {
    pub(super) fn read(dwarf: &Dwarf<Slice<'_>>) -> Result<Self, NotAvailable> {
        let mut units = Vec::new();
        let mut headers = dwarf.units();
        while let Some(header) = headers.next()? {
            let Some(DebugInfoOffset(offset)) = header.debug_info_offset() else {
                continue;
            };
            units.push(Unit {
                offset,
                split: OnceLock::new(),
                index: OnceLock::new(),
            });
        }
        Ok(Units {
            units,
            split_files: Mutex::default(),
        })
    }

    pub(super) fn len(&self) -> UnitId {
        self.units.len() as UnitId
    }

    pub(super) fn get(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(id as usize)
    }

    /// The unit that begins there.
    pub(super) fn at(&self, offset: usize) -> Option<UnitId> {
        let found = self.units.binary_search_by_key(&offset, |unit| unit.offset);
        Some(found.ok()? as UnitId)
    }

    /// The unit in which that offset lies.
    pub(super) fn around(&self, offset: usize) -> Option<UnitId> {
        let behind = self.units.partition_point(|unit| unit.offset <= offset);
        Some(behind.checked_sub(1)? as UnitId)
    }

    /// The unit that keeps the split file of that path, for the one that asks.
    pub(super) fn keeper_of(&self, path: PathBuf, asks: UnitId) -> UnitId {
        let mut keepers = self.split_files.lock().unwrap_or_else(|e| e.into_inner());
        *keepers.entry(path).or_insert(asks)
    }

    /// The units around this one that are of the same crate, the nearest first, by what their names
    /// have in common: `src/main.rs/@/` and then the codegen unit. Linkers keep a crate's units
    /// together; all others would have to be opened to know.
    pub(super) fn of_the_same_crate<'u>(
        &'u self,
        id: UnitId,
        name: &'u dyn Fn(UnitId) -> String,
    ) -> impl Iterator<Item = UnitId> + 'u {
        let root = |id| {
            let name = name(id);
            name.split("/@/").next().unwrap_or_default().to_owned()
        };
        let own = root(id);
        let is_same = move |other: &UnitId| root(*other) == own;
        let before = (0..id).rev().take_while(is_same.clone());
        before.chain((id + 1..self.len()).take_while(is_same))
    }
}
