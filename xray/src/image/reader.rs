//! Reading an image: its units, opened while an answer is looked for.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, PoisonError};

use gimli::{AttributeValue, DebugInfoOffset, Dwarf, DwarfPackage, UnitOffset};

use super::index::UnitIndex;
use super::types::{Type, TypeId};
use super::units::{UnitId, Units};
use super::{Image, Slice, split, types};
use crate::{Location, NotAvailable, Reason};

/// What is open while one question is answered; what is learned meanwhile, the image keeps.
pub(crate) struct Reader<'i> {
    pub(super) image: &'i Image,
    pub(super) dwarf: Rc<Dwarf<Slice<'i>>>,
    package: OnceCell<Option<DwarfPackage<Slice<'i>>>>,
    opened: RefCell<HashMap<UnitId, Rc<OpenUnit<'i>>>>,
    /// How many types are being read, each for the sake of the one before.
    depth: Cell<u32>,
}

const DEEPEST: u32 = 16;

/// A unit with the sections that it refers to.
pub(super) struct OpenUnit<'i> {
    pub(super) id: UnitId,
    pub(super) dwarf: Rc<Dwarf<Slice<'i>>>,
    pub(super) unit: gimli::Unit<Slice<'i>>,
    /// Of a unit that stands in another file, what the program has of it: lists of source files,
    /// above all.
    skeleton: Option<gimli::Unit<Slice<'i>>>,
}

impl<'i> Reader<'i> {
    pub(crate) fn new(image: &'i Image) -> Result<Self, NotAvailable> {
        let dwarf = Dwarf::load(|id| Ok::<_, NotAvailable>(image.file.section(id)))?;
        Ok(Reader {
            image,
            dwarf: Rc::new(dwarf),
            package: OnceCell::new(),
            opened: RefCell::default(),
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
        let open = Rc::new(self.open_anew(id)?);
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
        let unit = self.dwarf.unit(header)?;
        if let (Some(dwo_id), Some(name)) = (unit.dwo_id, unit.dwo_name()?) {
            let skeleton = unit;
            let id_and_name = (dwo_id, self.dwarf.attr_string(&skeleton, name)?);
            let package = self.package()?;
            let (dwarf, unit) =
                split::contents(package, &self.dwarf, kept, &skeleton, id_and_name)?;
            return Ok(OpenUnit {
                id,
                dwarf: Rc::new(dwarf),
                unit,
                skeleton: Some(skeleton),
            });
        }
        Ok(OpenUnit {
            id,
            dwarf: self.dwarf.clone(),
            unit,
            skeleton: None,
        })
    }

    fn package(&self) -> Result<Option<&DwarfPackage<Slice<'i>>>, NotAvailable> {
        if self.package.get().is_none() {
            let file = split::package(self.image)?;
            let load = |file: &'i super::file::ProgramFile| {
                let empty = Slice::new(&[], gimli::RunTimeEndian::default());
                DwarfPackage::load(|id| Ok::<_, NotAvailable>(file.section(id)), empty)
            };
            let _ = self.package.set(file.map(load).transpose()?);
        }
        Ok(self.package.get().and_then(Option::as_ref))
    }

    /// What stands in the unit.
    pub(super) fn index(&self, id: UnitId) -> Result<&'i UnitIndex, NotAvailable> {
        let kept = self.units()?.get(id).ok_or_else(no_such_unit)?;
        let index = kept.index.get_or_init(|| UnitIndex::read(&*self.open(id)?));
        index.as_ref().map_err(Clone::clone)
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
    pub(super) fn location(&self, unit: &OpenUnit<'_>, file: u64, line: u64) -> Option<Location> {
        let (dwarf, unit) = match &unit.skeleton {
            Some(skeleton) => (&*self.dwarf, skeleton),
            None => (&*unit.dwarf, &unit.unit),
        };
        let program = unit.line_program.as_ref()?;
        let header = program.header();
        let entry = header.file(file)?;
        let text = |value| {
            let text = dwarf.attr_string(unit, value).ok()?;
            Some(text.to_string_lossy().into_owned())
        };
        let folder_of_unit = unit.comp_dir.map(|folder| folder.to_string_lossy());
        let name = text(entry.path_name())?;
        let path = match entry.directory(header).and_then(text) {
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
        Some(Location { file: path, line })
    }
}

impl OpenUnit<'_> {
    /// The text that an attribute holds or refers to.
    pub(super) fn text(&self, value: AttributeValue<Slice<'_>>) -> Option<String> {
        let text = self.dwarf.attr_string(&self.unit, value).ok()?;
        Some(text.to_string_lossy().into_owned())
    }
}

fn no_such_unit() -> NotAvailable {
    malformed("it refers to a unit that is not there")
}

/// Debug info that contradicts itself.
pub(super) fn malformed(what: &str) -> NotAvailable {
    NotAvailable::new(
        Reason::Malformed,
        format!("the debug info is malformed: {what}"),
    )
}
