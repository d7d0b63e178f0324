//! Programs that may be anything.
//!
//! Most changes are made inside of a section of debug info, of a file that has nothing else: else
//! nearly all of them would only make the file one that has no debug info.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use object::{Object, ObjectSection, SectionFlags};
use visualize_future_xray::Image;

#[path = "../../tests/hostile/ask.rs"]
mod ask;
#[path = "../../tests/hostile/elf.rs"]
mod elf;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(image) = Image::from_bytes(bytes.to_vec()) {
        let _ = ask::everything(&image);
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if seed % 16 != 0
        && let Some(changed) = in_a_section(&data[..size], max_size, seed / 16)
        && changed.len() <= max_size
    {
        data[..changed.len()].copy_from_slice(&changed);
        return changed.len();
    }
    fuzzer_mutate(data, size, max_size)
});

/// The file with one of its debug sections changed.
fn in_a_section(file: &[u8], max_size: usize, seed: u32) -> Option<Vec<u8>> {
    let file = object::File::parse(file).ok()?;
    let mut sections = Vec::new();
    for section in file.sections() {
        let name = section.name().ok()?;
        let SectionFlags::Elf { sh_flags, .. } = section.flags() else {
            return None;
        };
        if name.starts_with(".debug") || name.starts_with(".zdebug") {
            let flags = sh_flags.0 & elf::COMPRESSED;
            sections.push((name, flags, section.data().ok()?.to_vec()));
        }
    }
    let chosen = seed as usize % sections.len().max(1);
    let (_, _, chosen) = sections.get_mut(chosen)?;
    let length = chosen.len();
    // Room to grow.
    chosen.resize((length + length / 4 + 64).min(max_size), 0);
    let (length, room) = (length.min(chosen.len()), chosen.len());
    let length = fuzzer_mutate(chosen, length, room);
    chosen.truncate(length);
    let sections: Vec<_> = sections
        .iter()
        .map(|(name, flags, bytes)| (*name, *flags, bytes.as_slice()))
        .collect();
    Some(elf::elf(&sections))
}
