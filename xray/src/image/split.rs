//! Debug info that stands in other files: `split-debuginfo = "packed"` and `"unpacked"`.
//!
//! The program then has a skeleton of each unit, with its addresses; the rest is in one `.dwp`
//! file beside the program, or in a `.dwo` file for each unit.

use std::path::{Path, PathBuf};

use gimli::{Dwarf, DwoId};

use super::file::ProgramFile;
use super::reader::{Reader, malformed, no_such_unit};
use super::units::UnitId;
use super::{Image, Slice, open};
use crate::{NotAvailable, Reason};

/// The package beside the program, if there is one.
pub(super) fn package(image: &Image) -> Result<Option<&ProgramFile>, NotAvailable> {
    let found = image.package.get_or_init(|| {
        let Some(path) = image.path.as_deref().and_then(package_path) else {
            return Ok(None);
        };
        ProgramFile::open(&path, true).map(Some)
    });
    found.as_ref().map(Option::as_ref).map_err(Clone::clone)
}

/// `program.dwp` beside `program`, where the linker put it.
fn package_path(program: &Path) -> Option<PathBuf> {
    // `/proc/self/exe` names the program, but not its folder.
    let program = std::fs::canonicalize(program).ok()?;
    let mut name = program.file_name()?.to_owned();
    name.push(".dwp");
    let path = program.with_file_name(name);
    path.is_file().then_some(path)
}

/// The contents of the unit whose skeleton is given.
pub(super) fn contents<'i>(
    reader: &Reader<'i>,
    unit: UnitId,
    skeleton: &gimli::Unit<Slice<'i>>,
    (id, name): (DwoId, Slice<'i>),
) -> Result<(Dwarf<Slice<'i>>, gimli::Unit<Slice<'i>>), NotAvailable> {
    let packed = match reader.package()? {
        Some(package) => {
            // Looking for one may pass all that are there.
            let most = package.cu_index.slot_count() as usize;
            reader.budget.spend_looking(most)?;
            package.find_cu(id, &reader.dwarf)?
        }
        None => None,
    };
    let dwarf = match packed {
        Some(dwarf) => dwarf,
        None => beside(reader, unit, skeleton.comp_dir, name)?,
    };
    let mut headers = dwarf.units();
    while let Some(header) = headers.next()? {
        let mut unit = open::unit(&dwarf, header, &reader.budget)?;
        if unit.dwo_id == Some(id) {
            unit.copy_relocated_attributes(skeleton);
            return Ok((dwarf, unit));
        }
    }
    let name = name.to_string_lossy();
    Err(missing(format!("{} is of another build", short(&name))))
}

/// What stands in a file of the unit's own.
fn beside<'i>(
    reader: &Reader<'i>,
    unit: UnitId,
    folder: Option<Slice<'i>>,
    name: Slice<'i>,
) -> Result<Dwarf<Slice<'i>>, NotAvailable> {
    if reader.image.path.is_none() {
        return Err(missing("the program was read from memory, without it"));
    }
    let units = reader.units()?;
    // Several units may share a file, and then it is to be read once.
    let path = std::fs::canonicalize(dwo_path(folder, name)?).map_err(|error| {
        let name = name.to_string_lossy();
        missing(format!("{} cannot be opened: {error}", short(&name)))
    })?;
    let keeper = units.keeper_of(path.clone(), unit);
    let kept = units.get(keeper).ok_or_else(no_such_unit)?;
    let open = || ProgramFile::open(&path, true).map(Box::new);
    let file = kept.split.get_or_init(open).as_ref();
    let file = file.map_err(missing)?;
    reader.allow_split_file(keeper, file);
    let mut dwarf = Dwarf::load(|id| Ok::<_, NotAvailable>(file.section(id)))?;
    dwarf.make_dwo(&reader.dwarf);
    Ok(dwarf)
}

fn missing(what: impl std::fmt::Display) -> NotAvailable {
    let detail = format!("split debug info is missing: {what}");
    NotAvailable::new(Reason::SplitDebugInfo, detail)
}

/// No system has longer paths.
const LONGEST_PATH: usize = 4096;

fn dwo_path(folder: Option<Slice<'_>>, name: Slice<'_>) -> Result<PathBuf, NotAvailable> {
    if folder.map_or(0, |folder| folder.len()) + name.len() > LONGEST_PATH {
        return Err(malformed("a file's name that is longer than any"));
    }
    let mut path = PathBuf::new();
    if let Some(folder) = folder {
        path.push(&*folder.to_string_lossy());
    }
    path.push(&*name.to_string_lossy());
    Ok(path)
}

/// As much of a name as is worth telling: each unit may have an error of its own.
fn short(name: &str) -> &str {
    let end = name
        .char_indices()
        .nth(256)
        .map_or(name.len(), |(at, _)| at);
    &name[..end]
}
