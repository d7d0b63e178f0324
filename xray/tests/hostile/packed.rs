//! Compressed sections that claim to be, or are, far larger than the file.

use crate::elf::{COMPRESSED, elf};
use crate::measure::answer;
use visualize_future_xray::Reason;

const ZLIB: u32 = 1;
const ZSTD: u32 = 2;

/// A file whose debug info is that, said to become that size.
fn packed(kind: u32, size: u64, bytes: &[u8]) -> Vec<u8> {
    let mut section = kind.to_le_bytes().to_vec();
    section.extend([0; 4]);
    section.extend(size.to_le_bytes());
    section.extend(1_u64.to_le_bytes());
    section.extend(bytes);
    elf(&[(".debug_info", COMPRESSED, &section)])
}

/// As many zeros, as zstd has them: blocks of one byte repeated.
fn zeros(blocks: usize, window: u8) -> Vec<u8> {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0, window];
    for block in 1..=blocks {
        let last = u32::from(block == blocks);
        let header = (128 << 10) << 3 | 1 << 1 | last;
        frame.extend(&header.to_le_bytes()[..3]);
        frame.push(0);
    }
    frame
}

#[test]
fn a_size_that_is_not_there() {
    for kind in [ZLIB, ZSTD] {
        for size in [1 << 20, 1 << 40, u64::MAX] {
            let error = answer("a large size", packed(kind, size, &[0; 100])).unwrap_err();
            assert_eq!(error.reason(), Reason::Malformed);
        }
    }
}

#[test]
fn more_than_was_said() {
    // A gigabyte of zeros in 32 KB, for a section of one byte, or one that may as well be true.
    for size in [1, 1 << 20] {
        for window in [0x70, 0x88, 0xff] {
            let file = packed(ZSTD, size, &zeros(8192, window));
            let error = answer("zstd", file).unwrap_err();
            assert_eq!(error.reason(), Reason::Malformed);
        }
    }
}

#[test]
fn many_sections_of_the_same_bytes() {
    let mut section = ZSTD.to_le_bytes().to_vec();
    section.extend([0; 4]);
    section.extend((1_u64 << 20).to_le_bytes());
    section.extend(1_u64.to_le_bytes());
    section.extend(zeros(8, 0x70));
    let names = [
        ".debug_info",
        ".debug_str",
        ".debug_line",
        ".debug_abbrev",
        ".debug_addr",
    ];
    let padding = vec![0; 32 << 10];
    let mut sections: Vec<_> = names.map(|name| (name, COMPRESSED, &section[..])).into();
    sections.push((".padding", 0, &padding));
    let error = answer("the same bytes again", elf(&sections)).unwrap_err();
    assert_eq!(error.reason(), Reason::Malformed);
}
