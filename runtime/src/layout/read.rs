//! Reading the process's own memory through the system.
//!
//! Bytes that nobody initialised are then no undefined behaviour, and an address that is not
//! there is an error.

use super::NotAvailable;

/// The bytes at `address`.
#[cfg(target_os = "linux")]
pub(super) fn read(address: usize, length: usize) -> Result<Vec<u8>, NotAvailable> {
    use std::fs::File;
    use std::os::unix::fs::FileExt;

    let mut bytes = vec![0; length];
    File::open("/proc/self/mem")
        .and_then(|memory| memory.read_exact_at(&mut bytes, address as u64))
        .map_err(|error| NotAvailable::new(format!("/proc/self/mem cannot be read: {error}")))?;
    Ok(bytes)
}

/// The bytes at `address`.
#[cfg(not(target_os = "linux"))]
pub(super) fn read(_: usize, _: usize) -> Result<Vec<u8>, NotAvailable> {
    Err(NotAvailable::SYSTEM)
}
