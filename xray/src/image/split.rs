//! Debug info that stands in other files: `split-debuginfo = "packed"` and `"unpacked"`.
//!
//! The program then has a skeleton of each unit, with its addresses; the rest is in one `.dwp`
//! file beside the program, or in a `.dwo` file for each unit.

use std::path::{Path, PathBuf};

use gimli::{Dwarf, DwarfPackage, DwoId};

use super::file::ProgramFile;
use super::{Image, Slice, units};
use crate::{NotAvailable, Reason};

/// The package beside the program, if there is one.
pub(super) fn package(image: &Image) -> Result<Option<&ProgramFile>, NotAvailable> {
    let found = image.package.get_or_init(|| {
        let Some(path) = package_path(&image.path) else {
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
    package: Option<&DwarfPackage<Slice<'i>>>,
    main: &Dwarf<Slice<'i>>,
    kept: &'i units::Unit,
    skeleton: &gimli::Unit<Slice<'i>>,
    (id, name): (DwoId, Slice<'i>),
) -> Result<(Dwarf<Slice<'i>>, gimli::Unit<Slice<'i>>), NotAvailable> {
    let packed = match package {
        Some(package) => package.find_cu(id, main)?,
        None => None,
    };
    let dwarf = match packed {
        Some(dwarf) => dwarf,
        None => {
            let path = dwo_path(skeleton.comp_dir, name);
            let file = kept.split.get_or_init(|| ProgramFile::open(&path, true));
            let file = file.as_ref().map_err(|error| {
                let detail = format!("split debug info is missing: {error}");
                NotAvailable::new(Reason::SplitDebugInfo, detail)
            })?;
            let mut dwarf = Dwarf::load(|id| Ok::<_, NotAvailable>(file.section(id)))?;
            dwarf.make_dwo(main);
            dwarf
        }
    };
    let mut headers = dwarf.units();
    while let Some(header) = headers.next()? {
        let mut unit = dwarf.unit(header)?;
        if unit.dwo_id == Some(id) {
            unit.copy_relocated_attributes(skeleton);
            return Ok((dwarf, unit));
        }
    }
    Err(NotAvailable::new(
        Reason::SplitDebugInfo,
        format!("{} is of another build", name.to_string_lossy()),
    ))
}

fn dwo_path(folder: Option<Slice<'_>>, name: Slice<'_>) -> PathBuf {
    let mut path = PathBuf::new();
    if let Some(folder) = folder {
        path.push(&*folder.to_string_lossy());
    }
    path.push(&*name.to_string_lossy());
    path
}
