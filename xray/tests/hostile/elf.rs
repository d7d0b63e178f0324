//! A file that has sections and nothing else.

/// Set in the flags of a compressed section.
pub(crate) const COMPRESSED: u64 = 0x800;

/// An ELF file for 64-bit machines, little-endian, with sections of those names, flags and bytes.
pub(crate) fn elf(sections: &[(&str, u64, &[u8])]) -> Vec<u8> {
    const HEADER: usize = 64;
    let mut names = vec![0_u8];
    let mut contents: Vec<u8> = Vec::new();
    // The first section header is empty.
    let mut headers = vec![0_u8; HEADER];
    let mut section = |kind: u32, name: usize, flags: u64, bytes: &[u8]| {
        headers.extend((name as u32).to_le_bytes());
        headers.extend(kind.to_le_bytes());
        headers.extend(flags.to_le_bytes());
        headers.extend([0; 8]);
        headers.extend(((HEADER + contents.len()) as u64).to_le_bytes());
        headers.extend((bytes.len() as u64).to_le_bytes());
        headers.extend([0; 8]);
        headers.extend(1_u64.to_le_bytes());
        headers.extend([0; 8]);
        contents.extend(bytes);
    };
    for (name, flags, bytes) in sections {
        section(1, names.len(), *flags, bytes);
        names.extend(name.bytes().chain([0]));
    }
    let own_name = names.len();
    names.extend(b".shstrtab\0");
    section(3, own_name, 0, &names);
    let count = sections.len() as u16 + 2;

    let mut file = b"\x7fELF\x02\x01\x01".to_vec();
    file.resize(16, 0);
    // A shared library, for x86-64.
    file.extend([3, 0, 62, 0, 1, 0, 0, 0]);
    file.extend([0; 16]);
    file.extend(((HEADER + contents.len()) as u64).to_le_bytes());
    file.extend([0; 4]);
    file.extend([64, 0, 56, 0, 0, 0, 64, 0]);
    file.extend(count.to_le_bytes());
    file.extend((count - 1).to_le_bytes());
    file.extend(contents);
    file.extend(headers);
    file
}
