//! Vtables: by their address, a `dyn Future` tells what it is.

use std::collections::HashMap;
use std::sync::PoisonError;

use super::reader::{Reader, malformed};
use super::types::{self, TypeId};
use super::units::UnitId;
use crate::{NotAvailable, Reason};

/// What a vtable is for.
#[derive(Debug, Clone)]
pub(crate) struct Vtable {
    /// Its name: `<shop::order::{async_fn_env#0} as core::future::future::Future>::{vtable}`.
    pub(crate) name: String,
    /// The type of the value beside it.
    pub(crate) of: TypeId,
}

/// All vtables of an image, for programs whose `.debug_aranges` does not cover them.
pub(crate) struct AllVtables(HashMap<u64, (UnitId, usize)>);

impl Reader<'_> {
    /// The vtable at the address, as the program's file counts addresses.
    pub(crate) fn vtable(&self, address: u64) -> Result<Vtable, NotAvailable> {
        let known = || {
            self.image
                .known_vtables
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(known) = known().get(&address) {
            return known.clone();
        }
        let found = self.look_up(address);
        known().insert(address, found.clone());
        found
    }

    fn look_up(&self, address: u64) -> Result<Vtable, NotAvailable> {
        let ranges = self
            .image
            .ranges
            .get_or_init(|| super::ranges::Ranges::read(self.image, self.units()?));
        if let Some(unit) = ranges.as_ref().map_err(Clone::clone)?.unit_of(address) {
            let index = self.index(unit)?;
            self.budget.spend_looking(index.vtables.len())?;
            let found = index.vtables.iter().find(|(at, _)| *at == address);
            return match found {
                Some(&(_, described)) => self.described_vtable(unit, described),
                None if !index.has_types => Err(NotAvailable::new(
                    Reason::NoTypes,
                    format!("the debug info of {} has no types", self.unit_name(unit)),
                )),
                None => Err(not_found()),
            };
        }
        let all = self.image.vtables.get_or_init(|| self.all_vtables());
        match all.as_ref().map_err(Clone::clone)?.0.get(&address) {
            Some(&(unit, described)) => self.described_vtable(unit, described),
            None => Err(not_found()),
        }
    }

    /// The names of all vtables.
    pub(super) fn vtable_names(&self) -> Result<Vec<String>, NotAvailable> {
        let mut names = Vec::new();
        for unit in 0..self.units()?.len() {
            let Ok(index) = self.index(unit) else {
                continue;
            };
            for &(address, _) in &index.vtables {
                names.push(self.look_up(address)?.name);
            }
            self.close(unit);
        }
        Ok(names)
    }

    fn all_vtables(&self) -> Result<AllVtables, NotAvailable> {
        let mut all = HashMap::new();
        for unit in 0..self.units()?.len() {
            // One whose contents are missing may not be the one that is looked for.
            let Ok(index) = self.index(unit) else {
                continue;
            };
            for &(address, described) in &index.vtables {
                all.insert(address, (unit, described));
            }
            self.close(unit);
        }
        Ok(AllVtables(all))
    }

    fn described_vtable(&self, unit: UnitId, described: usize) -> Result<Vtable, NotAvailable> {
        let open = self.open(unit)?;
        let entry = open.entry(gimli::UnitOffset(described))?;
        let of = entry
            .attr_value(gimli::DW_AT_containing_type)
            .ok_or_else(|| malformed("a vtable of no type"))?;
        Ok(Vtable {
            name: types::name(&open, &entry)?.unwrap_or_default(),
            of: self.reference(&open, of)?,
        })
    }

    /// The unit's own name, such as `src/main.rs/@/shop.1f2e3d`.
    pub(super) fn unit_name(&self, unit: UnitId) -> String {
        let name = self.open(unit).ok().and_then(|open| open.unit.name);
        let name = name.filter(|name| self.budget.spend(name.len()).is_ok());
        name.map_or("a unit".to_owned(), |name| {
            name.to_string_lossy().into_owned()
        })
    }
}

fn not_found() -> NotAvailable {
    NotAvailable::new(
        Reason::NoDebugInfo,
        "no debug info describes this future's vtable: the crate that made it was built without",
    )
}
