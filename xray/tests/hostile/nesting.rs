//! Things inside of each other, deeper than any stack, or without an end.

use crate::dwarf::*;
use crate::measure::answer;

const DEEP: usize = 100_000;

#[test]
fn a_coroutine_by_hand_is_found() {
    let mut entries = Entries::new();
    let byte = entries.at();
    entries.add(STRUCTURE_OF_NAME).refer(0).number(1);
    entries.coroutine(8, &[("a", byte, 1), ("b", byte, 2)]);
    assert_eq!(answer("a coroutine", Dwarf::of(&entries).file()), Ok(1));
}

#[test]
fn namespaces() {
    let mut entries = Entries::new();
    for _ in 0..DEEP {
        entries.add(NAMESPACE).name("n");
    }
    entries.coroutine(8, &[]);
    assert_eq!(answer("namespaces", Dwarf::of(&entries).file()), Ok(1));
}

#[test]
fn coroutines_in_coroutines() {
    let mut entries = Entries::new();
    for _ in 0..DEEP {
        entries.add(STRUCTURE).name("{async_fn_env#0}").number(8);
    }
    answer("coroutines", Dwarf::of(&entries).file()).unwrap_err();
    // Each of them is one, but the name of each has those of all around it.
    let mut entries = Entries::new();
    for _ in 0..DEEP / 10 {
        entries.coroutine(8, &[]);
        entries.add(NAMESPACE).name("n");
    }
    answer("coroutines in namespaces", Dwarf::of(&entries).file()).unwrap_err();
}

#[test]
fn blocks() {
    let mut entries = Entries::new();
    entries.add(NAMESPACE).name("core");
    entries.add(NAMESPACE).name("pin");
    let pin = entries.at();
    entries
        .add(STRUCTURE)
        .name("Pin<&mut {async_fn_env#0}>")
        .number(8)
        .end();
    entries.end().end();
    let coroutine = entries.coroutine(8, &[("x", pin, 0), ("x", pin, 0)]);
    entries.add(FUNCTION).name("{async_fn#0}");
    entries.add(PARAMETER).refer(pin);
    for _ in 0..DEEP {
        entries.add(BLOCK);
    }
    // The place that the second `x` then has is in the innermost block.
    let on_the_frame = [0x91, 0, 0x06, 0x23, 8];
    entries
        .add(VARIABLE)
        .name("x")
        .refer(pin)
        .number(5)
        .bytes(&on_the_frame);
    assert!(coroutine > 0);
    assert_eq!(answer("blocks", Dwarf::of(&entries).file()), Ok(1));
}

#[test]
fn arrays() {
    let mut entries = Entries::new();
    let first = entries.at();
    entries.add(STRUCTURE_OF_NAME).refer(0).number(1);
    let mut last = first;
    for _ in 0..DEEP {
        let at = entries.at();
        entries.add(ARRAY).refer(last).add(COUNT).number(2).end();
        last = at;
    }
    let all = entries.coroutine(8, &[("a", last, 0), ("a", last, 0)]);
    assert!(all > last);
    answer("arrays of arrays", Dwarf::of(&entries).file()).unwrap_err();
}

/// A coroutine with a slot of that type, twice, so that it is to be found out where the second is.
fn holding(entries: &mut Entries, ty: u32) {
    entries.coroutine(8, &[("x", ty, 0), ("x", ty, 0)]);
}

#[test]
fn types_that_are_their_own() {
    for kind in [ARRAY, TYPEDEF, POINTER] {
        let mut entries = Entries::new();
        let own = entries.at();
        entries.add(kind).refer(own);
        if kind == ARRAY {
            entries.add(COUNT).number(u64::MAX).end();
        }
        holding(&mut entries, own);
        answer("a type of its own", Dwarf::of(&entries).file()).unwrap_err();

        // By way of another one.
        let mut entries = Entries::new();
        let own = entries.at();
        entries.add(TYPEDEF).refer(own + 5);
        entries.add(kind).refer(own);
        if kind == ARRAY {
            entries.add(COUNT).number(u64::MAX).end();
        }
        holding(&mut entries, own);
        answer("types of each other", Dwarf::of(&entries).file()).unwrap_err();
    }
}

#[test]
fn coroutines_that_hold_themselves() {
    // In an array, under a name, by a pointer, and directly.
    for kind in [Some(ARRAY), Some(TYPEDEF), Some(POINTER), None] {
        let mut entries = Entries::new();
        let slot = entries.at();
        let coroutine = slot + 5 + if kind == Some(ARRAY) { 3 } else { 0 };
        match kind {
            Some(kind) => {
                entries.add(kind).refer(coroutine);
                if kind == ARRAY {
                    entries.add(COUNT).number(1).end();
                }
                holding(&mut entries, slot);
            }
            None => holding(&mut entries, slot),
        }
        // The function that polls it takes it as it is, and not its `Pin`.
        entries.add(FUNCTION).name("{async_fn#0}");
        entries.add(PARAMETER).refer(slot);
        assert_eq!(
            answer("a coroutine of itself", Dwarf::of(&entries).file()),
            Ok(1)
        );
    }
}
