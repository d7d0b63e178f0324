//! Reading the process's own memory through the system.
//!
//! Bytes that nobody initialised are then no undefined behaviour, nor is what another thread
//! writes meanwhile; and an address that is not there is an error instead of a crash.

use std::cell::Cell;

use crate::{NotAvailable, Reason};

/// What one snapshot may read: enough for the largest tree of futures that is of use, and little
/// enough not to hold the program up.
const MOST: u64 = 16 << 20;

/// The process's memory, of which one snapshot reads so much at most.
pub(super) struct Memory {
    left: Cell<u64>,
}

/// Bytes and where they lie.
#[derive(Clone, Copy)]
pub(super) struct Chunk<'b> {
    pub(super) address: u64,
    pub(super) bytes: &'b [u8],
}

impl<'b> Chunk<'b> {
    /// Some of the bytes; none if they are not all there.
    pub(super) fn part(self, offset: u64, length: u64) -> Option<Chunk<'b>> {
        let begin = usize::try_from(offset).ok()?;
        let end = begin.checked_add(usize::try_from(length).ok()?)?;
        Some(Chunk {
            address: self.address.wrapping_add(offset),
            bytes: self.bytes.get(begin..end)?,
        })
    }

    /// The number that they are, of up to sixteen bytes.
    pub(super) fn number(self) -> Option<u128> {
        let mut number = [0; 16];
        let length = self.bytes.len();
        if length > number.len() {
            return None;
        }
        if cfg!(target_endian = "little") {
            number[..length].copy_from_slice(self.bytes);
        } else {
            number[16 - length..].copy_from_slice(self.bytes);
        }
        Some(u128::from_ne_bytes(number))
    }

    /// The address that stands there.
    pub(super) fn pointer(self, offset: u64) -> Option<u64> {
        let word = self.part(offset, size_of::<usize>() as u64)?;
        u64::try_from(word.number()?).ok()
    }
}

impl Memory {
    pub(super) fn new() -> Self {
        Memory {
            left: Cell::new(MOST),
        }
    }

    /// The bytes at `address`.
    pub(super) fn read(&self, address: u64, length: u64) -> Result<Vec<u8>, NotAvailable> {
        if length > self.left.get() {
            let detail = format!("a snapshot reads {MOST} bytes at most");
            return Err(NotAvailable::new(Reason::TooMuch, detail));
        }
        self.left.set(self.left.get() - length);
        system::read(address, length as usize)
    }
}

#[cfg(target_os = "linux")]
mod system {
    use std::fs::File;
    use std::os::unix::fs::FileExt;

    use crate::{NotAvailable, Reason};

    pub(super) fn read(address: u64, length: usize) -> Result<Vec<u8>, NotAvailable> {
        let mut bytes = vec![0; length];
        if length == 0 || copy(address, &mut bytes) {
            return Ok(bytes);
        }
        // Some sandboxes forbid the call, but not this.
        let result = File::open("/proc/self/mem")
            .and_then(|memory| memory.read_exact_at(&mut bytes, address));
        match result {
            Ok(()) => Ok(bytes),
            Err(error) => Err(NotAvailable::new(
                Reason::Memory,
                format!("{length} bytes at {address:#x} cannot be read: {error}"),
            )),
        }
    }

    /// Whether all bytes could be read by the call for that.
    fn copy(address: u64, bytes: &mut [u8]) -> bool {
        let local = libc::iovec {
            iov_base: bytes.as_mut_ptr().cast(),
            iov_len: bytes.len(),
        };
        let remote = libc::iovec {
            iov_base: std::ptr::without_provenance_mut(address as usize),
            iov_len: bytes.len(),
        };
        // SAFETY: `local` is memory of ours that may be written; what `remote` says, the system
        // checks. Reading what is being written gives some bytes or others.
        let read = unsafe { libc::process_vm_readv(libc::getpid(), &local, 1, &remote, 1, 0) };
        usize::try_from(read) == Ok(bytes.len())
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use crate::{NotAvailable, Reason};

    pub(super) fn read(_: u64, _: usize) -> Result<Vec<u8>, NotAvailable> {
        Err(NotAvailable::new(
            Reason::System,
            "a process's own memory can be read safely on Linux only, so far",
        ))
    }
}
