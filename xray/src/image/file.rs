//! A file in memory, and the sections of its debug info.

use std::fs::File;
use std::ops::{Deref, Range};
use std::path::Path;

use gimli::{RunTimeEndian, SectionId};
use memmap2::Mmap;
use object::{Object, ObjectSection};

use super::{Slice, unpack};
use crate::{NotAvailable, Reason};

/// A file in memory.
pub(crate) struct ProgramFile {
    contents: Contents,
    endian: RunTimeEndian,
    sections: Vec<(SectionId, Bytes)>,
}

enum Contents {
    /// Of which pages are read when they are looked at.
    Mapped(Mmap),
    Owned(Vec<u8>),
}

impl Deref for Contents {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Contents::Mapped(map) => map,
            Contents::Owned(bytes) => bytes,
        }
    }
}

pub(super) enum Bytes {
    /// As they are in the file.
    Plain(Range<usize>),
    Unpacked(Vec<u8>),
}

impl ProgramFile {
    /// Maps the file, and finds its sections: of a program those of debug info, of the files that
    /// split debug info stands in their namesakes.
    pub(crate) fn open(path: &Path, split: bool) -> Result<Self, NotAvailable> {
        let contents = Contents::Mapped(map(path)?);
        ProgramFile::parse(contents, &path.display(), split)
    }

    pub(crate) fn from_bytes(bytes: Vec<u8>) -> Result<Self, NotAvailable> {
        ProgramFile::parse(Contents::Owned(bytes), &"the program", false)
    }

    fn parse(
        contents: Contents,
        name: &dyn std::fmt::Display,
        split: bool,
    ) -> Result<Self, NotAvailable> {
        let object = object::File::parse(&*contents).map_err(|error| {
            let detail = format!("{name} is not read as a program: {error}");
            NotAvailable::new(Reason::NotAProgram, detail)
        })?;
        let malformed = |what: &dyn std::fmt::Display| {
            let detail = format!("the sections of {name} cannot be read: {what}");
            NotAvailable::new(Reason::Malformed, detail)
        };
        check_names(&object, contents.len()).map_err(|what| malformed(&what))?;
        let endian = if object.is_little_endian() {
            RunTimeEndian::Little
        } else {
            RunTimeEndian::Big
        };
        let mut sections = Vec::new();
        let mut room = unpack::Room::of(contents.len());
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
            let bytes = unpack::bytes(&contents, &section, &mut room);
            sections.push((id, bytes.map_err(|what| malformed(&what))?));
        }
        drop(object);
        Ok(ProgramFile {
            contents,
            endian,
            sections,
        })
    }

    pub(crate) fn section(&self, id: SectionId) -> Slice<'_> {
        let found = self.sections.iter().find(|(other, _)| *other == id);
        Slice::new(found.map_or(&[], |(_, bytes)| self.of(bytes)), self.endian)
    }

    fn of<'f>(&'f self, bytes: &'f Bytes) -> &'f [u8] {
        match bytes {
            Bytes::Plain(range) => &self.contents[range.clone()],
            Bytes::Unpacked(bytes) => bytes,
        }
    }

    /// How many bytes of debug info there are, where they stand but once.
    pub(super) fn debug_bytes(&self) -> u64 {
        let plain = |bytes: &Bytes| match bytes {
            Bytes::Plain(range) => range.len(),
            Bytes::Unpacked(_) => 0,
        };
        let unpacked = |bytes: &Bytes| match bytes {
            Bytes::Plain(_) => 0,
            Bytes::Unpacked(bytes) => bytes.len(),
        };
        // Sections of a file that lies may overlap.
        let plain: usize = self.sections.iter().map(|(_, bytes)| plain(bytes)).sum();
        let unpacked: usize = self.sections.iter().map(|(_, bytes)| unpacked(bytes)).sum();
        (plain.min(self.contents.len()) + unpacked) as u64
    }

    /// Its headers, symbols and segments, read again each time: that costs little.
    pub(crate) fn object(&self) -> Result<object::File<'_>, NotAvailable> {
        object::File::parse(&*self.contents).map_err(|error| {
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

/// Names of sections may share their bytes, but looking for one passes all of them.
fn check_names(object: &object::File<'_>, length: usize) -> Result<(), String> {
    let mut left = length.saturating_mul(4).saturating_add(64 << 10);
    for section in object.sections() {
        let name = section.name_bytes().map_err(|error| error.to_string())?;
        left = left
            .checked_sub(name.len())
            .ok_or("their names are longer than the file")?;
    }
    Ok(())
}

fn map(path: &Path) -> Result<Mmap, NotAvailable> {
    let failed = |error: std::io::Error| {
        let detail = format!("{} cannot be opened: {error}", path.display());
        NotAvailable::new(Reason::File, detail)
    };
    let no_file = || {
        let detail = format!("{} is not a file", path.display());
        NotAvailable::new(Reason::File, detail)
    };
    // Opening a pipe would wait for a writer, and opening a device may do anything.
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        return Err(no_file());
    }
    let mut options = File::options();
    options.read(true);
    #[cfg(target_os = "linux")]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    let file = options.open(path).map_err(failed)?;
    // It may have become one meanwhile.
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(no_file());
    }
    // SAFETY: the bytes are only ever read, as plain bytes. The system refuses to write to a
    // program that runs, and linkers write a new file in place of an old one. A file that is cut
    // short meanwhile ends the process by a signal, as the documentation of `Image::open` says.
    unsafe { Mmap::map(&file) }.map_err(failed)
}
