//! A little that is to be looked at again and again.

use gimli::constants::*;

use crate::dwarf::*;
use crate::elf::elf;
use crate::measure::answer;

const MANY: usize = 50_000;

#[test]
fn units_of_one_table() {
    let mut dwarf = Dwarf::default();
    for code in 1..=MANY as u64 {
        abbreviation(&mut dwarf.abbrev, code, DW_TAG_compile_unit, true, &[]);
    }
    let entries = Entries::new();
    for _ in 0..MANY {
        dwarf.unit(&entries, 0);
    }
    answer("units of one table", dwarf.file()).unwrap_err();
}

#[test]
fn units_of_one_crate() {
    let mut dwarf = Dwarf {
        abbrev: usual(),
        ..Dwarf::default()
    };
    dwarf.abbrev.pop();
    for code in FREE..5000 {
        abbreviation(&mut dwarf.abbrev, code, DW_TAG_compile_unit, true, &[]);
    }
    // To find out where the slot is, all units are opened.
    let mut entries = Entries::new();
    let ty = entries.at();
    entries.add(STRUCTURE_OF_NAME).refer(0).number(1);
    entries.coroutine(8, &[("x", ty, 0), ("x", ty, 0)]);
    dwarf.unit(&entries, 0);
    for _ in 0..1000 {
        dwarf.unit(&Entries::new(), 0);
    }
    answer("units of one crate", dwarf.file()).unwrap_err();
}

#[test]
fn attributes_without_bytes() {
    let mut dwarf = Dwarf::of(&Entries::new());
    dwarf.abbrev.pop();
    let many = vec![(DW_AT_external, DW_FORM_flag_present); MANY];
    abbreviation(&mut dwarf.abbrev, FREE, DW_TAG_structure_type, false, &many);
    dwarf.abbrev.push(0);
    dwarf.info.clear();
    let mut entries = Entries::new();
    entries.bytes(&[FREE as u8; MANY]);
    dwarf.unit(&entries, 0);
    answer("attributes", dwarf.file()).unwrap_err();
}

#[test]
fn one_long_name() {
    let mut entries = Entries::new();
    let ty = entries.at();
    // Of types, which are all looked at.
    for _ in 0..MANY {
        entries.add(STRUCTURE_OF_NAME).refer(0).number(1);
    }
    let mut dwarf = Dwarf::of(&entries);
    dwarf.text = vec![b'a'; 1 << 20];
    answer("a name without an end", dwarf.file()).unwrap_err();
    dwarf.text.push(0);
    answer("types of one name", dwarf.file()).unwrap_err();

    // Of members, of which each has its own copy.
    let mut entries = Entries::new();
    entries.add(STRUCTURE_OF_NAME).refer(0).number(1);
    entries.add(STRUCTURE).name("{async_fn_env#0}").number(8);
    entries.add(STRUCTURE).name("Suspend0").number(8);
    for _ in 0..MANY {
        entries.add(MEMBER_OF_NAME).refer(0).refer(ty).number(0);
    }
    let mut dwarf = Dwarf::of(&entries);
    dwarf.text = vec![b'a'; 1 << 20];
    dwarf.text.push(0);
    answer("members of one name", dwarf.file()).unwrap_err();
}

#[test]
fn slots_of_one_type_with_a_long_name() {
    let mut entries = Entries::new();
    let ty = entries.at();
    entries
        .add(STRUCTURE)
        .name(&"long".repeat(MANY))
        .number(1)
        .end();
    let names: Vec<_> = (0..MANY / 10).map(|name| name.to_string()).collect();
    let slots: Vec<_> = names.iter().map(|name| (&**name, ty, 0)).collect();
    entries.coroutine(8, &slots);
    answer("slots of one type", Dwarf::of(&entries).file()).unwrap_err();
}

#[test]
fn slots_whose_places_are_looked_for() {
    let mut entries = Entries::new();
    let ty = entries.at();
    entries.add(STRUCTURE_OF_NAME).refer(0).number(1);
    let names: Vec<_> = (0..MANY).map(|name| (name / 2).to_string()).collect();
    let slots: Vec<_> = names.iter().map(|name| (&**name, ty, 0)).collect();
    entries.coroutine(8, &slots);
    // With no function that says it, and so many coroutines and functions that might.
    for _ in 0..MANY / 100 {
        entries.coroutine(8, &[("x", ty, 0), ("x", ty, 0)]);
        entries.add(FUNCTION).name("{async_fn#0}");
        entries.add(PARAMETER).refer(ty).end();
    }
    let _ = answer("slots of unknown places", Dwarf::of(&entries).file());
}

#[test]
fn sections_of_one_long_name() {
    let name = "s".repeat(1 << 20);
    let mut file = elf(&vec![("", 0, &[][..]); 20_000]);
    // The names of all of them begin where the long one does.
    let headers = u64::from_le_bytes(file[40..48].try_into().unwrap()) as usize;
    let names = headers + 64 * 20_001;
    let offset = file.len() as u64;
    file[names + 24..][..8].copy_from_slice(&offset.to_le_bytes());
    file[names + 32..][..8].copy_from_slice(&(name.len() as u64 + 1).to_le_bytes());
    file.extend(name.bytes().chain([0]));
    answer("sections of one name", file).unwrap_err();
}

#[test]
fn names_within_names() {
    let future =
        "visualize_future::visualized::Visualized<visualize_future::rt::explicit::Explicit<";
    let mut entries = Entries::new();
    let ty = entries.at();
    entries
        .add(STRUCTURE)
        .name(&future.repeat(20_000))
        .number(1)
        .end();
    entries.coroutine(8, &[("x", ty, 0)]);
    assert_eq!(
        answer("names within names", Dwarf::of(&entries).file()),
        Ok(1)
    );
}
