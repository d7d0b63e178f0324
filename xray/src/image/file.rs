//! A file in memory, and the sections of its debug info.

use std::borrow::Cow;
use std::fs::File;
use std::ops::Range;
use std::path::Path;

use gimli::{RunTimeEndian, SectionId};
use memmap2::Mmap;
use object::{Object, ObjectSection};

use super::Slice;
use crate::{NotAvailable, Reason};

/// A section may not unpack to more than this many bytes for each that it has in the file: no
/// format can say more of real debug info, and a file that lies must not cost memory.
const MOST_UNPACKED_PER_BYTE: u64 = 2048;

/// A file that is mapped into memory, of which pages are read when they are looked at.
pub(crate) struct ProgramFile {
    map: Mmap,
    endian: RunTimeEndian,
    sections: Vec<(SectionId, Bytes)>,
}

enum Bytes {
    /// As they are in the file.
    Mapped(Range<usize>),
    Unpacked(Vec<u8>),
}

impl ProgramFile {
    /// Maps the file, and finds its sections: of a program those of debug info, of the files that
    /// split debug info stands in their namesakes.
    pub(crate) fn open(path: &Path, split: bool) -> Result<Self, NotAvailable> {
        let map = map(path)?;
        let object = object::File::parse(&*map).map_err(|error| {
            let detail = format!("{} is not read as a program: {error}", path.display());
            NotAvailable::new(Reason::NotAProgram, detail)
        })?;
        let endian = if object.is_little_endian() {
            RunTimeEndian::Little
        } else {
            RunTimeEndian::Big
        };
        let mut sections = Vec::new();
        let more = if split { MORE_SPLIT_SECTIONS } else { &[] };
        for &id in SECTIONS.iter().chain(more) {
            let name = if split {
                id.dwo_name()
            } else {
                Some(id.name())
            };
            let Some(section) = name.and_then(|name| object.section_by_name(name)) else {
                continue;
            };
            sections.push((id, bytes(&map, &section, path)?));
        }
        drop(object);
        Ok(ProgramFile {
            map,
            endian,
            sections,
        })
    }

    pub(crate) fn section(&self, id: SectionId) -> Slice<'_> {
        let found = self.sections.iter().find(|(other, _)| *other == id);
        let bytes = match found {
            Some((_, Bytes::Mapped(range))) => &self.map[range.clone()],
            Some((_, Bytes::Unpacked(bytes))) => bytes,
            None => &[],
        };
        Slice::new(bytes, self.endian)
    }

    /// Its headers, symbols and segments, read again each time: that costs little.
    pub(crate) fn object(&self) -> Result<object::File<'_>, NotAvailable> {
        object::File::parse(&*self.map).map_err(|error| {
            NotAvailable::new(
                Reason::NotAProgram,
                format!("the file has changed: {error}"),
            )
        })
    }
}

const SECTIONS: &[SectionId] = &[
    SectionId::DebugAbbrev,
    SectionId::DebugAddr,
    SectionId::DebugAranges,
    SectionId::DebugCuIndex,
    SectionId::DebugInfo,
    SectionId::DebugLine,
    SectionId::DebugLineStr,
    SectionId::DebugRanges,
    SectionId::DebugRngLists,
    SectionId::DebugStr,
    SectionId::DebugStrOffsets,
    SectionId::DebugTuIndex,
    SectionId::DebugTypes,
];

/// A package says where each unit's part of these is, too, and they have to be there for it.
const MORE_SPLIT_SECTIONS: &[SectionId] = &[
    SectionId::DebugLoc,
    SectionId::DebugLocLists,
    SectionId::DebugMacinfo,
    SectionId::DebugMacro,
];

fn map(path: &Path) -> Result<Mmap, NotAvailable> {
    let failed = |error: std::io::Error| {
        let detail = format!("{} cannot be opened: {error}", path.display());
        NotAvailable::new(Reason::File, detail)
    };
    // Opening a pipe would wait for a writer.
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        let detail = format!("{} is not a file", path.display());
        return Err(NotAvailable::new(Reason::File, detail));
    }
    let file = File::open(path).map_err(failed)?;
    // SAFETY: the bytes are only ever read, as plain bytes. The system refuses to write to a
    // program that runs, and linkers write a new file in place of an old one. A file that is cut
    // short meanwhile ends the process by a signal, as the documentation of `Image::open` says.
    unsafe { Mmap::map(&file) }.map_err(failed)
}

fn bytes<'d>(
    map: &'d [u8],
    section: &impl ObjectSection<'d>,
    path: &Path,
) -> Result<Bytes, NotAvailable> {
    let malformed = |what: &dyn std::fmt::Display| {
        let name = section.name().unwrap_or("a section");
        let detail = format!("{name} of {} cannot be read: {what}", path.display());
        NotAvailable::new(Reason::Malformed, detail)
    };
    let data = section.compressed_data().map_err(|e| malformed(&e))?;
    let most = (data.data.len() as u64).saturating_mul(MOST_UNPACKED_PER_BYTE);
    if data.uncompressed_size > most {
        return Err(malformed(
            &"it claims to unpack to far more than it can hold",
        ));
    }
    match data.decompress().map_err(|e| malformed(&e))? {
        Cow::Owned(bytes) => Ok(Bytes::Unpacked(bytes)),
        Cow::Borrowed(bytes) => {
            let start = (bytes.as_ptr() as usize).wrapping_sub(map.as_ptr() as usize);
            match start.checked_add(bytes.len()) {
                Some(end) if end <= map.len() => Ok(Bytes::Mapped(start..end)),
                // A section without bytes may have an address of its own.
                _ => Ok(Bytes::Unpacked(bytes.to_vec())),
            }
        }
    }
}
