//! The debug info of a program, read where it is asked for.

mod budget;
mod coroutines;
mod entries;
mod explicit;
mod file;
mod implementors;
mod index;
mod listing;
mod open;
mod ranges;
mod reader;
mod repair;
mod split;
mod types;
mod units;
mod unpack;
mod variables;
mod vtables;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use gimli::{EndianSlice, RunTimeEndian};
use rustc_hash::FxHashMap;

use crate::{Comparison, Coroutine, NotAvailable, Reason};
use file::ProgramFile;
use units::Units;

pub(crate) use coroutines::{CoroutineType, SlotType, StateType};
pub(crate) use reader::Reader;
pub(crate) use types::{Choice, Member, Number, Shape, Type, TypeId};
pub(crate) use vtables::Vtable;

pub(crate) type Slice<'i> = EndianSlice<'i, RunTimeEndian>;

/// What is found out once is kept, whether it is an answer or a reason why there is none.
type Kept<T> = OnceLock<Result<T, NotAvailable>>;

/// A program or library, and what its debug info says of coroutines.
///
/// Opening one reads little more than its headers; the rest is read when something needs it, and
/// what has been understood is kept. It may be shared between threads.
///
/// ```
/// use visualize_future_xray::Image;
///
/// async fn waits(byte: u8) -> u8 {
///     std::future::ready(()).await;
///     byte
/// }
/// # let mut future = Box::pin(waits(1));
/// # let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
/// # let _ = std::future::Future::poll(future.as_mut(), &mut cx);
///
/// # if cfg!(target_os = "linux") {
/// let image = Image::open(std::env::current_exe()?)?;
/// match image.coroutines() {
///     Ok(all) => all
///         .iter()
///         .filter(|found| found.path().ends_with("waits"))
///         .for_each(|found| println!("{found}")),
///     // If it was built without types in its debug info, for instance.
///     Err(why) => println!("{why}"),
/// }
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Image {
    /// None if it was read from memory.
    path: Option<PathBuf>,
    file: ProgramFile,
    /// What stands in other files.
    package: Kept<Option<ProgramFile>>,
    units: Kept<Units>,
    ranges: Kept<ranges::Ranges>,
    vtables: Kept<vtables::AllVtables>,
    types: Mutex<FxHashMap<TypeId, Arc<Type>>>,
    implementors: OnceLock<implementors::Implementors>,
    known_vtables: Mutex<FxHashMap<u64, Result<Vtable, NotAvailable>>>,
}

impl Image {
    /// Opens a program or a library: an executable, a `.so`, an object file, on any system whose
    /// files have DWARF debug info inside: a Mach-O file in a `.dSYM` folder, too. Split debug
    /// info is found beside it.
    ///
    /// The file is mapped into memory. While the image is used, nobody should cut it short, which
    /// on most systems would end this process by a signal; replacing it is fine, and so is
    /// building the program anew.
    ///
    /// # Errors
    ///
    /// [`Reason::File`] if it cannot be opened; [`Reason::NotAProgram`] if it is none, or of a
    /// format that is not known; [`Reason::NoDebugInfo`] if there is nothing to be read; and
    /// [`Reason::Malformed`] if a section cannot be unpacked.
    pub fn open(path: impl AsRef<Path>) -> Result<Image, NotAvailable> {
        let path = path.as_ref();
        Image::of(Some(path.to_owned()), ProgramFile::open(path, false)?)
    }

    /// Reads a program or a library that is in memory: one that came over the network, or out of
    /// an archive.
    ///
    /// What it says is not believed: one that is cut short, damaged or made to do harm leads to an
    /// error, or to a listing that is wrong, at a cost in time and memory that is bounded by its
    /// size; and so with [`open`](Self::open). No other file is looked at: if its debug info
    /// stands in files beside it, there is none.
    ///
    /// ```
    /// use visualize_future_xray::{Image, Reason};
    ///
    /// let refused = Image::from_bytes(b"\x7fELF, and no more".to_vec()).unwrap_err();
    /// assert_eq!(refused.reason(), Reason::NotAProgram);
    /// ```
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open), apart from [`Reason::File`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Image, NotAvailable> {
        Image::of(None, ProgramFile::from_bytes(bytes)?)
    }

    fn of(path: Option<PathBuf>, file: ProgramFile) -> Result<Image, NotAvailable> {
        let image = Image {
            path,
            file,
            package: OnceLock::new(),
            units: OnceLock::new(),
            ranges: OnceLock::new(),
            vtables: OnceLock::new(),
            types: Mutex::default(),
            implementors: OnceLock::new(),
            known_vtables: Mutex::default(),
        };
        if image.file.section(gimli::SectionId::DebugInfo).is_empty() {
            let detail = format!("{} has no debug info", image.name());
            return Err(NotAvailable::new(Reason::NoDebugInfo, detail));
        }
        Ok(image)
    }

    /// The path that it was opened by; none if it was read from memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What to call it in a sentence.
    fn name(&self) -> String {
        let path = self.path.as_deref().map(|path| path.display().to_string());
        path.unwrap_or_else(|| "the program".to_owned())
    }

    /// All coroutines of the program, each once, by name: also those of its dependencies and of
    /// the standard library, as far as there is debug info of them.
    ///
    /// This reads all of the debug info, which takes a second or so for a large program.
    ///
    /// # Errors
    ///
    /// [`Reason::NoTypes`] if the program was built with `debug = 1`;
    /// [`Reason::SplitDebugInfo`] if files of it are missing; [`Reason::Malformed`] if the debug
    /// info cannot be understood.
    pub fn coroutines(&self) -> Result<Vec<Coroutine>, NotAvailable> {
        listing::all(&Reader::new(self)?)
    }

    /// The names of all vtables, each looked up by its address as `inspect` does, for the tests of
    /// hostile programs.
    #[doc(hidden)]
    pub fn vtable_names(&self) -> Result<Vec<String>, NotAvailable> {
        Reader::new(self)?.vtable_names()
    }

    /// Each annotated function of the program that runs as an explicit enum, beside the coroutine
    /// that rustc makes of it as written.
    ///
    /// This reads all of the debug info, as [`coroutines`](Self::coroutines) does.
    ///
    /// # Errors
    ///
    /// As [`coroutines`](Self::coroutines); without types there is no comparison.
    pub fn comparisons(&self) -> Result<Vec<Comparison>, NotAvailable> {
        listing::comparisons(&Reader::new(self)?)
    }
}

impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Image")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
