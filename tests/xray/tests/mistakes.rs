//! A judge that never objects is none: what is read is changed in small ways, and each change must
//! be noticed.

#![cfg(target_os = "linux")]

use std::path::Path;

use visualize_future_tests_xray::build::{Built, build};
use visualize_future_tests_xray::comparison::pair;
use visualize_future_tests_xray::configuration::matrix;
use visualize_future_xray::{Confidence, Coroutine, Image, Role};

/// The function that is changed. It holds captures, locals, temporaries and an awaitee.
const FUNCTION: &str = "temporaries::arguments_of_a_call::{async_fn_env#0}";

type Change = fn(&mut Coroutine);

const CHANGES: [(&str, Change); 18] = [
    ("size", |coroutine| coroutine.size += 8),
    ("alignment", |coroutine| coroutine.align *= 2),
    ("tag's size", |coroutine| coroutine.tag.size += 1),
    ("tag's place", |coroutine| coroutine.tag.offset = 0),
    ("one state less", |coroutine| drop(coroutine.states.pop())),
    ("states exchanged", |coroutine| coroutine.states.swap(3, 4)),
    ("state's name", |coroutine| {
        coroutine.states[3].name.push('0')
    }),
    ("one slot less", |coroutine| {
        drop(coroutine.states[3].slots.pop())
    }),
    ("a slot twice", |coroutine| {
        let slot = coroutine.states[3].slots[0].clone();
        coroutine.states[3].slots.insert(0, slot);
    }),
    ("offset", |coroutine| {
        let slot = coroutine.states[3].slots.last_mut().unwrap();
        slot.offset = slot.offset.map(|offset| offset + 1);
    }),
    ("size of a slot", |coroutine| {
        let slot = coroutine.states[3].slots.last_mut().unwrap();
        slot.size = slot.size.map(|size| size - 1);
    }),
    ("name", |coroutine| {
        coroutine.states[0].slots[0].name.push('x')
    }),
    ("role", |coroutine| {
        let slots = &mut coroutine.states[3].slots;
        slots
            .iter_mut()
            .find(|slot| slot.role == Role::Capture)
            .unwrap()
            .role = Role::Local;
    }),
    ("type of an awaitee", |coroutine| {
        let slots = &mut coroutine.states[3].slots;
        let slot = slots
            .iter_mut()
            .find(|slot| slot.role == Role::Awaitee)
            .unwrap();
        slot.type_name = Some(String::from("program::world::Give<u8>"));
    }),
    ("unknown without a reason", |coroutine| {
        let slot = coroutine.states[3].slots.last_mut().unwrap();
        slot.confidence = Confidence::Unknown;
    }),
    ("order", |coroutine| coroutine.states[3].slots.reverse()),
    ("temporaries exchanged", |coroutine| {
        let slots = &mut coroutine.states[4].slots;
        let mut temporaries: Vec<_> = slots
            .iter_mut()
            .filter(|slot| slot.role == Role::Temporary)
            .map(|slot| &mut slot.name)
            .collect();
        let (first, others) = temporaries.split_first_mut().unwrap();
        std::mem::swap(*first, *others.last_mut().unwrap());
    }),
    ("padding", |coroutine| {
        let state = coroutine
            .states
            .iter_mut()
            .find(|state| !state.padding.is_empty())
            .unwrap();
        state.padding.pop();
    }),
];

#[test]
fn is_noticed() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mistakes");
    let Built { program, printed } = build(&matrix()[0], &folder).unwrap();
    let read = Image::open(&program).unwrap().coroutines().unwrap();
    let verdict = pair(&read, &printed);
    assert_eq!(verdict.differences, Vec::<String>::new());
    let position = read
        .iter()
        .position(|coroutine| coroutine.type_name.ends_with(FUNCTION));
    let position = position.unwrap();

    for (name, change) in CHANGES {
        let mut changed = read.clone();
        change(&mut changed[position]);
        let verdict = pair(&changed, &printed);
        assert_eq!(
            verdict.differences.len(),
            1,
            "{name}: {:?}",
            verdict.differences
        );
        assert_eq!(verdict.missing.len(), 1, "{name}: {:?}", verdict.missing);
    }

    // One that is not read is missed, and one of another function is not taken for it.
    let mut changed = read.clone();
    changed.remove(position);
    assert_eq!(pair(&changed, &printed).missing.len(), 1);
    let mut changed = read;
    changed[position].type_name = changed[position].type_name.replace("arguments", "words");
    assert_eq!(pair(&changed, &printed).unprinted.len(), 1);
}
