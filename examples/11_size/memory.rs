//! What the process uses, as the system tells.

use std::fs;

/// The memory of this process, in bytes.
#[derive(Clone, Copy)]
pub(crate) struct Memory {
    /// What it has written to, and is there: the resident pages that are no file's.
    pub(crate) resident: u64,
    /// The addresses that are taken, whether or not anything is there.
    pub(crate) reserved: u64,
}

impl Memory {
    /// What it uses now; none if the system does not tell.
    fn now() -> Option<Memory> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let of = |key: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(key))?;
            let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
            Some(kib * 1024)
        };
        Some(Memory {
            resident: of("RssAnon:")?,
            reserved: of("VmSize:")?,
        })
    }

    /// How much more it uses with what `make` makes, for each of as many; none if the system does
    /// not tell. What was made is still there afterwards.
    pub(crate) fn of_each<T>(count: u64, make: impl FnOnce() -> T) -> (T, Option<Memory>) {
        let before = Memory::now();
        let made = make();
        let after = Memory::now();
        let each = before.zip(after).map(|(before, after)| Memory {
            resident: after.resident.saturating_sub(before.resident) / count,
            reserved: after.reserved.saturating_sub(before.reserved) / count,
        });
        (made, each)
    }
}
