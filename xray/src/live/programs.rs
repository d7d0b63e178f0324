//! The files that this process has loaded, each with its image.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use crate::{Image, NotAvailable};

/// A file that is loaded.
pub(super) struct Program {
    pub(super) image: &'static Image,
    /// What is to be added to an address in the file.
    bias: u64,
}

impl Program {
    /// The address as the file counts.
    pub(super) fn in_file(&self, address: u64) -> u64 {
        address.wrapping_sub(self.bias)
    }
}

/// The program or library that has that address.
pub(super) fn at(address: u64) -> Result<Program, NotAvailable> {
    let (path, bias) = system::loaded_at(address)?;
    // An image is kept until the process ends: the program's own is always of use, and libraries
    // are hardly ever unloaded.
    static IMAGES: Mutex<Option<HashMap<PathBuf, Result<&'static Image, NotAvailable>>>> =
        Mutex::new(None);
    let mut images = IMAGES.lock().unwrap_or_else(PoisonError::into_inner);
    let image = images
        .get_or_insert_default()
        .entry(path)
        .or_insert_with_key(|path| Image::open(path).map(|image| &*Box::leak(Box::new(image))));
    Ok(Program {
        image: image.clone()?,
        bias,
    })
}

#[cfg(target_os = "linux")]
mod system {
    use std::ffi::{CStr, OsStr, c_int, c_void};
    use std::os::unix::ffi::OsStrExt;
    use std::path::PathBuf;

    use crate::{NotAvailable, Reason};

    struct Search {
        address: u64,
        found: Option<(PathBuf, u64)>,
    }

    /// The file that has that address, and how far it is shifted.
    pub(super) fn loaded_at(address: u64) -> Result<(PathBuf, u64), NotAvailable> {
        let mut search = Search {
            address,
            found: None,
        };
        // SAFETY: `look` gets this pointer, which is valid until the call returns.
        unsafe { libc::dl_iterate_phdr(Some(look), (&raw mut search).cast()) };
        search.found.ok_or_else(|| {
            let detail = format!("{address:#x} is in no file that is loaded");
            NotAvailable::new(Reason::Mismatch, detail)
        })
    }

    /// Looks whether a loaded file has the address, and then stops the search.
    ///
    /// # Safety
    /// To be called by `dl_iterate_phdr`, with a `Search`.
    unsafe extern "C" fn look(
        info: *mut libc::dl_phdr_info,
        _: libc::size_t,
        search: *mut c_void,
    ) -> c_int {
        // SAFETY: see above; nobody else uses the search meanwhile.
        let (info, search) = unsafe { (&*info, &mut *search.cast::<Search>()) };
        let headers = match info.dlpi_phnum {
            0 => &[],
            // SAFETY: the system says that there are so many.
            count => unsafe { std::slice::from_raw_parts(info.dlpi_phdr, usize::from(count)) },
        };
        let bias = info.dlpi_addr;
        let has_it = headers.iter().any(|header| {
            let begin = bias.wrapping_add(header.p_vaddr);
            header.p_type == libc::PT_LOAD && search.address.wrapping_sub(begin) < header.p_memsz
        });
        if !has_it {
            return 0;
        }
        let name = match info.dlpi_name.is_null() {
            true => c"",
            // SAFETY: the system gives a string.
            false => unsafe { CStr::from_ptr(info.dlpi_name) },
        };
        let path = match name.to_bytes() {
            // The program itself: this finds its file also after it has been replaced.
            b"" => PathBuf::from("/proc/self/exe"),
            name => PathBuf::from(OsStr::from_bytes(name)),
        };
        search.found = Some((path, bias));
        1
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::path::PathBuf;

    use crate::{NotAvailable, Reason};

    pub(super) fn loaded_at(_: u64) -> Result<(PathBuf, u64), NotAvailable> {
        Err(NotAvailable::new(
            Reason::System,
            "debug info is found on Linux only, so far: macOS leaves it in object files, and \
             Windows has it in another format",
        ))
    }
}
