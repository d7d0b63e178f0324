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
    /// The crate of each, where that has been asked for.
    crates: OnceLock<Vec<String>>,
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
            crates: OnceLock::new(),
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

    /// The other units of the crate that has this one, by what their names have in common:
    /// `src/main.rs/@/` and then the codegen unit.
    pub(super) fn of_the_same_crate(
        &self,
        id: UnitId,
        name: impl Fn(UnitId) -> String,
    ) -> impl Iterator<Item = UnitId> + '_ {
        let crates = self.crates.get_or_init(|| {
            let root = |id| {
                let name = name(id);
                name.split("/@/").next().unwrap_or_default().to_owned()
            };
            (0..self.len()).map(root).collect()
        });
        let own = crates.get(id as usize);
        let same = move |other: &UnitId| *other != id && crates.get(*other as usize) == own;
        (0..self.len()).filter(same)
    }
}
