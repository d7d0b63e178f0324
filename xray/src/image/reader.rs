//! Reading an image: its units, opened while an answer is looked for.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::{Arc, PoisonError};

use gimli::{AttributeValue, DebugInfoOffset, Dwarf, DwarfPackage, UnitOffset};

use super::budget::Budget;
use super::file::ProgramFile;
use super::index::UnitIndex;
use super::open::{self, OpenUnit};
use super::types::{Type, TypeId};
use super::units::{UnitId, Units};
use super::{Image, Slice, split, types};
use crate::{Location, NotAvailable, Reason};

/// What is open while one question is answered; what is learned meanwhile, the image keeps.
pub(crate) struct Reader<'i> {
    pub(super) image: &'i Image,
    pub(super) dwarf: Rc<Dwarf<Slice<'i>>>,
    pub(super) budget: Rc<Budget>,
    package: OnceCell<Option<DwarfPackage<Slice<'i>>>>,
    opened: RefCell<HashMap<UnitId, Rc<OpenUnit<'i>>>>,
    /// What it cost to open those.
    opened_cost: Cell<u64>,
    /// The units whose split files count as read.
    split_files: RefCell<HashSet<UnitId>>,
    /// How many types are being read, each for the sake of the one before.
    depth: Cell<u32>,
}

const DEEPEST: u32 = 16;

/// Units may stay open that cost no more than this, and half of the debug info.
const MOST_OPENED: u64 = 256 << 10;

impl<'i> Reader<'i> {
    pub(crate) fn new(image: &'i Image) -> Result<Self, NotAvailable> {
        let dwarf = Dwarf::load(|id| Ok::<_, NotAvailable>(image.file.section(id)))?;
        let budget = Rc::new(Budget::new());
        budget.allow(image.file.debug_bytes());
        Ok(Reader {
            image,
            dwarf: Rc::new(dwarf),
            budget,
            package: OnceCell::new(),
            opened: RefCell::default(),
            opened_cost: Cell::new(0),
            split_files: RefCell::default(),
            depth: Cell::new(0),
        })
    }

    pub(super) fn units(&self) -> Result<&'i Units, NotAvailable> {
        let units = self.image.units.get_or_init(|| Units::read(&self.dwarf));
        units.as_ref().map_err(Clone::clone)
    }

    pub(super) fn open(&self, id: UnitId) -> Result<Rc<OpenUnit<'i>>, NotAvailable> {
        if let Some(open) = self.opened.borrow().get(&id) {
            return Ok(open.clone());
        }
        let before = self.budget.spent();
        let open = Rc::new(self.open_anew(id)?);
        let cost = self.opened_cost.get() + (self.budget.spent() - before);
        if cost > MOST_OPENED + self.budget.bytes() / 2 {
            // Units that share what they are opened with could fill the memory with copies of it.
            self.opened.borrow_mut().clear();
            self.opened_cost.set(0);
        } else {
            self.opened_cost.set(cost);
        }
        self.opened.borrow_mut().insert(id, open.clone());
        Ok(open)
    }

    /// Forgets a unit that is not needed any more, when all of them are read.
    pub(super) fn close(&self, id: UnitId) {
        self.opened.borrow_mut().remove(&id);
    }

    fn open_anew(&self, id: UnitId) -> Result<OpenUnit<'i>, NotAvailable> {
        let kept = self.units()?.get(id).ok_or_else(no_such_unit)?;
        let header = self.dwarf.unit_header(DebugInfoOffset(kept.offset))?;
        let unit = open::unit(&self.dwarf, header, &self.budget)?;
        let (dwarf, unit, skeleton) = match (unit.dwo_id, unit.dwo_name()?) {
            (Some(dwo_id), Some(name)) => {
                let name = self.dwarf.attr_string(&unit, name)?;
                self.budget.spend_looking(name.len())?;
                let (dwarf, contents) = split::contents(self, id, &unit, (dwo_id, name))?;
                (Rc::new(dwarf), contents, Some(unit))
            }
            _ => (self.dwarf.clone(), unit, None),
        };
        Ok(OpenUnit {
            id,
            dwarf,
            unit,
            skeleton,
            budget: self.budget.clone(),
        })
    }

    pub(super) fn package(&self) -> Result<Option<&DwarfPackage<Slice<'i>>>, NotAvailable> {
        if self.package.get().is_none() {
            let file = split::package(self.image)?;
            let load = |file: &'i ProgramFile| {
                self.budget.allow(file.debug_bytes());
                let empty = Slice::new(&[], gimli::RunTimeEndian::default());
                DwarfPackage::load(|id| Ok::<_, NotAvailable>(file.section(id)), empty)
            };
            let _ = self.package.set(file.map(load).transpose()?);
        }
        Ok(self.package.get().and_then(Option::as_ref))
    }

    /// Allows for the split file that is kept with the unit.
    pub(super) fn allow_split_file(&self, kept_by: UnitId, file: &ProgramFile) {
        if self.split_files.borrow_mut().insert(kept_by) {
            self.budget.allow(file.debug_bytes());
        }
    }

    /// What stands in the unit.
    pub(super) fn index(&self, id: UnitId) -> Result<&'i UnitIndex, NotAvailable> {
        let kept = self.units()?.get(id).ok_or_else(no_such_unit)?;
        let index = kept
            .index
            .get_or_init(|| UnitIndex::read(&*self.open(id)?).map(Box::new));
        index.as_ref().map(|index| &**index).map_err(Clone::clone)
    }

    /// What is known of a type.
    pub(crate) fn type_of(&self, id: TypeId) -> Result<Arc<Type>, NotAvailable> {
        if let Some(known) = self
            .image
            .types
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&id)
        {
            return Ok(known.clone());
        }
        // A name for a type is the type itself, of which one is kept.
        let named = types::behind_names(self, id)?;
        if named != id {
            return self.type_of(named);
        }
        // Few descriptions are read for another's sake; debug info that goes round in circles
        // would make it many.
        if self.depth.get() >= DEEPEST {
            return Err(malformed("a type holds itself"));
        }
        self.depth.set(self.depth.get() + 1);
        let read = types::read(self, id);
        self.depth.set(self.depth.get() - 1);
        let read = Arc::new(read?);
        let mut types = self
            .image
            .types
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(types.entry(id).or_insert(read).clone())
    }

    /// The type that an attribute refers to.
    pub(super) fn reference(
        &self,
        from: &OpenUnit<'_>,
        value: AttributeValue<Slice<'_>>,
    ) -> Result<TypeId, NotAvailable> {
        let (unit, offset) = match value {
            AttributeValue::UnitRef(UnitOffset(offset)) => (from.id, offset),
            // Units that link-time optimisation has merged refer to each other.
            AttributeValue::DebugInfoRef(DebugInfoOffset(offset)) if from.skeleton.is_none() => {
                let units = self.units()?;
                let unit = units.around(offset).ok_or_else(no_such_unit)?;
                let begin = units.get(unit).ok_or_else(no_such_unit)?.offset;
                (unit, offset - begin)
            }
            _ => {
                return Err(malformed(
                    "it refers to a type in a way that rustc does not use",
                ));
            }
        };
        Ok(TypeId { unit, offset })
    }

    /// The file of that number in the unit's list, and the line.
    pub(super) fn location(
        &self,
        open: &OpenUnit<'i>,
        file: u64,
        line: u64,
    ) -> Result<Option<Location>, NotAvailable> {
        let (dwarf, unit) = match &open.skeleton {
            Some(skeleton) => (&*self.dwarf, skeleton),
            None => (&*open.dwarf, &open.unit),
        };
        let header = unit.line_program.as_ref().map(|lines| lines.header());
        let Some((header, entry)) = header.and_then(|header| Some((header, header.file(file)?)))
        else {
            return Ok(None);
        };
        let text = |value| open::owned_text(dwarf, unit, &self.budget, value);
        let Some(name) = text(entry.path_name())? else {
            return Ok(None);
        };
        let folder = entry.directory(header).map(text).transpose()?.flatten();
        let folder_of_unit = unit.comp_dir.map(|folder| folder.to_string_lossy());
        let path = match folder {
            Some(folder)
                if folder.starts_with('/') && Some(&*folder) == folder_of_unit.as_deref() =>
            {
                name
            }
            Some(folder) if !folder.is_empty() => format!("{folder}/{name}"),
            _ => name,
        };
        // Paths as users know them: relative ones stay so, from where rustc was run, but for
        // those of dependencies.
        let of_dependency =
            |folder: &str| folder.contains("/registry/src/") || folder.contains("/git/checkouts/");
        let path = match folder_of_unit {
            Some(folder) if !path.starts_with('/') && of_dependency(&folder) => {
                format!("{folder}/{path}")
            }
            _ => path,
        };
        Ok(Some(Location { file: path, line }))
    }
}

pub(super) fn no_such_unit() -> NotAvailable {
    malformed("it refers to a unit that is not there")
}

/// Debug info that contradicts itself.
pub(super) fn malformed(what: &str) -> NotAvailable {
    NotAvailable::new(
        Reason::Malformed,
        format!("the debug info is malformed: {what}"),
    )
}
