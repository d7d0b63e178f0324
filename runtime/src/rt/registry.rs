//! The list of all machines, put together by the linker.
//!
//! Each machine's static lies in a section of its own kind, and the linker puts these side by
//! side. The attribute writes the sections' names (`emit::descriptor`); they hold the version,
//! since two versions of this crate in one program must not read each other's machines.

#[cfg(feature = "std")]
use core::ptr;
#[cfg(feature = "std")]
use core::sync::atomic::AtomicPtr;

use crate::Machine;
#[cfg(feature = "std")]
use crate::watch::sites::Sites;

/// What the runtime keeps with a machine.
///
/// Without `std`, nothing. That matters on bare metal: a machine that is never written to goes to
/// a section of constants, which stays in flash, and needs nobody to copy it into memory when the
/// program starts.
#[derive(Debug)]
pub struct MachineCells {
    /// Its callsites; null until they are needed.
    #[cfg(feature = "std")]
    pub(crate) sites: AtomicPtr<Sites>,
}

impl MachineCells {
    /// Nothing yet; written into each machine's static, so that it is not shared.
    #[cfg_attr(feature = "std", allow(clippy::declare_interior_mutable_const))]
    pub const NEW: MachineCells = MachineCells {
        #[cfg(feature = "std")]
        sites: AtomicPtr::new(ptr::null_mut()),
    };
}

/// All machines in the program; on a system whose linker we do not know, none.
pub fn registered() -> &'static [Machine] {
    let (start, end) = section::bounds();
    let bytes = end as usize - start as usize;
    // SAFETY: between the two the linker has put statics of that one type, and nothing else.
    unsafe { core::slice::from_raw_parts(start, bytes / size_of::<Machine>()) }
}

/// ELF: the linker defines symbols for the bounds of a section whose name is an identifier.
#[cfg(any(
    target_os = "linux",
    target_os = "android",
    target_os = "freebsd",
    target_os = "netbsd",
    target_os = "openbsd",
    target_os = "dragonfly",
    target_os = "fuchsia",
    target_os = "illumos",
    target_os = "none",
))]
mod section {
    use crate::Machine;

    unsafe extern "C" {
        #[link_name = "__start_visualize_future_0_1"]
        static START: u8;
        #[link_name = "__stop_visualize_future_0_1"]
        static END: u8;
    }

    /// The section is there even in a program without machines.
    #[used]
    #[unsafe(link_section = "visualize_future_0_1")]
    static NONE: [Machine; 0] = [];

    pub(super) fn bounds() -> (*const Machine, *const Machine) {
        ((&raw const START).cast(), (&raw const END).cast())
    }
}

/// Mach-O: the same, by names that only the linker can give.
#[cfg(target_vendor = "apple")]
mod section {
    use crate::Machine;

    unsafe extern "C" {
        #[link_name = "\x01section$start$__DATA$__vis_fut_0_1"]
        static START: u8;
        #[link_name = "\x01section$end$__DATA$__vis_fut_0_1"]
        static END: u8;
    }

    pub(super) fn bounds() -> (*const Machine, *const Machine) {
        ((&raw const START).cast(), (&raw const END).cast())
    }
}

/// COFF: the linker sorts the parts of a section by what stands behind the `$`.
#[cfg(windows)]
mod section {
    use crate::Machine;

    #[used]
    #[unsafe(link_section = ".visf01$a")]
    static START: [Machine; 0] = [];
    #[used]
    #[unsafe(link_section = ".visf01$c")]
    static END: [Machine; 0] = [];

    pub(super) fn bounds() -> (*const Machine, *const Machine) {
        (START.as_ptr(), END.as_ptr())
    }
}

#[cfg(not(any(
    target_os = "linux",
    target_os = "android",
    target_os = "freebsd",
    target_os = "netbsd",
    target_os = "openbsd",
    target_os = "dragonfly",
    target_os = "fuchsia",
    target_os = "illumos",
    target_os = "none",
    target_vendor = "apple",
    windows,
)))]
mod section {
    use crate::Machine;

    pub(super) fn bounds() -> (*const Machine, *const Machine) {
        let none: &'static [Machine] = &[];
        (none.as_ptr(), none.as_ptr())
    }
}
