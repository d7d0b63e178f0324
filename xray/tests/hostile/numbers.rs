//! Sizes, offsets and counts that are not so.

use crate::dwarf::*;
use crate::measure::answer;

const EXTREMES: [u64; 6] = [0, 1, 1 << 40, i64::MAX as u64, u64::MAX - 1, u64::MAX];

#[test]
fn sizes_and_offsets() {
    for size in EXTREMES {
        for offset in EXTREMES {
            let mut entries = Entries::new();
            let ty = entries.at();
            entries.add(ALIGNED).name("A").number(size).number(size);
            let array = entries.at();
            entries.add(ARRAY).refer(ty).add(COUNT).number(offset).end();
            let slots = [
                ("a", ty, offset),
                ("b", ty, 8),
                ("c", array, offset),
                ("a", ty, 1),
            ];
            entries.coroutine(offset, &slots);
            entries.coroutine(offset, &slots[..3]);
            entries.coroutine(size, &slots);
            let file = Dwarf::of(&entries).file();
            assert!(answer("sizes and offsets", file).unwrap() > 0);
        }
    }
}

#[test]
fn references_to_nowhere() {
    for offset in [0, 1, 11, 13, 0xffff, u32::MAX] {
        let mut entries = Entries::new();
        entries.coroutine(8, &[("a", offset, 0)]);
        let _ = answer("references", Dwarf::of(&entries).file());
        let mut dwarf = Dwarf::of(&entries);
        // Unit lengths and abbreviations that lead anywhere.
        for at in [0, 8] {
            dwarf.info[at..at + 4].copy_from_slice(&offset.to_le_bytes());
            answer("units", dwarf.file()).unwrap_err();
        }
    }
}

#[test]
fn ranges_of_addresses() {
    let mut dwarf = Dwarf::of(&Entries::new());
    // Many units are said to have the same addresses, which no unit has.
    let mut ranges = Vec::new();
    for _ in 0..20_000 {
        ranges.extend(44_u32.to_le_bytes());
        ranges.extend([2, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
        ranges.extend(1_u64.to_le_bytes());
        ranges.extend((1_u64 << 62).to_le_bytes());
        ranges.extend([0; 16]);
    }
    dwarf.more.push((".debug_aranges", 0, ranges.clone()));
    let _ = answer("ranges", dwarf.file());
    // A length that is not there, and addresses of no size.
    ranges[0..4].copy_from_slice(&0xffff_ffef_u32.to_le_bytes());
    dwarf.more[0].2 = ranges.clone();
    let _ = answer("ranges without an end", dwarf.file());
    ranges[0..4].copy_from_slice(&44_u32.to_le_bytes());
    ranges[10] = 0;
    dwarf.more[0].2 = ranges;
    let _ = answer("ranges of addresses without bytes", dwarf.file());
}

#[test]
fn lists_of_files() {
    use gimli::constants::*;

    // As many files as fit into no memory, and as many as there are bytes.
    for count in [
        &b"\xff\xff\xff\xff\xff\xff\xff\xff\x7f"[..],
        b"\xff\xff\x0f",
    ] {
        let mut dwarf = Dwarf::default();
        let lines = [(DW_AT_stmt_list, DW_FORM_sec_offset)];
        abbreviation(&mut dwarf.abbrev, 1, DW_TAG_compile_unit, true, &lines);
        let mut header = vec![1, 1, 1, 0, 1, 1];
        // No directories, and files that have a name of one byte each.
        header.extend([1, 1, 0x0b, 0, 1, 1, 0x0b]);
        header.extend(count);
        header.resize(1 << 18, 0);
        let mut section = Vec::new();
        section.extend((header.len() as u32 + 8).to_le_bytes());
        section.extend([5, 0, 8, 0]);
        section.extend((header.len() as u32).to_le_bytes());
        section.extend(&header);
        let mut entries = Entries::new();
        entries.bytes(&[0; 4]);
        for _ in 0..1000 {
            dwarf.unit(&entries, 0);
        }
        dwarf.more.push((".debug_line", 0, section));
        answer("files", dwarf.file()).unwrap_err();
    }
}
