//! What can be known of a future with nothing but `core`.

mod support;

use std::pin::pin;

use support::{alone, poll, run};
use visualize_future::{LocalKind, Lowering};
use visualize_future_tests_no_std as functions;

#[test]
fn states_and_polls() {
    let _alone = alone();
    let mut future = pin!(functions::self_reference(1));
    assert_eq!(future.state().name, "Unresumed");
    assert!(poll(future.as_mut()).is_pending());
    assert_eq!(future.state().name, "Suspend0");
    assert_eq!(future.state().awaiting, "Pends(pends)");
    assert!(future.state().location.file.ends_with("self_reference.rs"));
    assert_eq!(future.polls(), 1);
    assert_eq!(run(future.as_mut()), (28, 1));
    assert_eq!(future.state().name, "Returned");
    assert_eq!(future.machine().lowering(), Lowering::Explicit);
}

#[test]
fn the_compilers_coroutine_knows_where_it_is_if_threads_can_be_told_apart() {
    let _alone = alone();
    let mut future = pin!(functions::two_awaits(1));
    assert_eq!(future.state().name, "Unresumed");
    for expected in ["Suspend0", "Suspend1"] {
        assert!(poll(future.as_mut()).is_pending());
        if cfg!(feature = "single-thread") {
            assert_eq!(future.state().name, expected);
        } else {
            // All that can be said then: not which await it is, and not a wrong one.
            assert_eq!(future.state().name, "Suspended");
            assert_eq!(future.state().awaiting, "");
        }
    }
    assert_eq!(run(future.as_mut()), (29, 1));
    assert_eq!(future.state().name, "Returned");
}

#[test]
#[cfg(feature = "single-thread")]
fn a_coroutine_inside_of_a_coroutine_leaves_the_outer_one_its_own_state() {
    let _alone = alone();
    let mut future = pin!(functions::around());
    for expected in ["Suspend0", "Suspend0", "Suspend1"] {
        assert!(poll(future.as_mut()).is_pending());
        assert_eq!(future.state().name, expected);
    }
    assert_eq!(run(future.as_mut()), (30, 1));
}

#[test]
fn a_panic_is_a_state() {
    let _alone = alone();
    let panics = core::future::poll_fn(|_| -> core::task::Poll<i32> { panic!("as it is polled") });
    let mut future = pin!(functions::first(panics, core::future::ready(2)));
    assert!(panicked(future.as_mut()));
    assert_eq!(future.state().name, "Panicked");
    assert!(panicked(future.as_mut()));
    assert_eq!(future.state().name, "Panicked");
}

#[test]
fn what_is_polled_after_its_end_stays_ended() {
    let _alone = alone();
    let one = || core::future::ready(1);
    let mut future = pin!(functions::first(one(), one()));
    assert_eq!(run(future.as_mut()).0, functions::Either::Left(1));
    assert!(panicked(future.as_mut()));
    assert_eq!(future.state().name, "Returned");
}

fn panicked<F: Future>(future: core::pin::Pin<&mut F>) -> bool {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| poll(future))).is_err()
}

#[test]
fn the_reference_points_at_the_local_beside_it() {
    let _alone = alone();
    let mut future = pin!(functions::self_reference(1));
    assert!(poll(future.as_mut()).is_pending());
    let memory = future.as_ref().memory();
    let saved: Vec<_> = memory.saved().collect();
    let names: Vec<_> = saved.iter().map(|field| field.name).collect();
    let [x, y] = ["x", "y"].map(|name| names.iter().position(|&one| one == name).unwrap());
    // SAFETY: a shared reference lies there, and nobody writes to it meanwhile.
    let pointee = unsafe { *(saved[y].address as *const usize) };
    assert_eq!(pointee, saved[x].address);
    assert_eq!(saved[x].size, 16);
    let end = memory.address + memory.layout.size;
    for field in &saved {
        assert!(memory.enum_address < field.address && field.address + field.size <= end);
    }
    assert!(saved.is_sorted_by_key(|field| field.address));
}

#[test]
fn the_layout_of_each_state() {
    let future = functions::self_reference(1);
    let layout = future.layout();
    let [unresumed, returned, _, suspended] = future.machine().states() else {
        panic!("four states");
    };
    let names = |state| -> Vec<_> { layout.fields_of(state).map(|field| field.name).collect() };
    assert_eq!(names(unresumed), ["pends"]);
    assert_eq!(names(returned), [""; 0]);
    let mut fields: Vec<_> = layout.fields_of(suspended).collect();
    fields.sort_by_key(|field| field.name);
    let kinds = fields
        .iter()
        .map(|field| (field.name, field.kind, field.size));
    let reference = size_of::<&[u32; 4]>();
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [
            ("awaitee0", LocalKind::Awaitee, 1),
            ("x", LocalKind::Local, 16),
            ("y", LocalKind::Local, reference),
        ]
    );
    assert!(fields.iter().all(|field| field.offset % field.align == 0));
}

#[test]
fn beside_the_enum_there_is_the_number_of_polls() {
    // With `std`, also that of a record.
    let watch = match size_of::<visualize_future::rt::MachineCells>() {
        0 => 4_usize,
        _ => 8,
    };
    let large = functions::self_reference(1).layout();
    let small = functions::checked(1).layout();
    assert_eq!((large.align, small.align), (align_of::<usize>(), 4));
    for layout in [large, small] {
        let enum_offset = watch.next_multiple_of(layout.align);
        let enum_room = layout.enum_size.next_multiple_of(layout.align);
        assert_eq!(layout.size, enum_offset + enum_room);
    }
}

#[test]
fn the_maps_as_text() {
    let _alone = alone();
    let mut future = pin!(functions::self_reference(1));
    assert!(poll(future.as_mut()).is_pending());
    let layout = future.layout().to_string();
    assert!(layout.contains("\n  Suspend0  size="), "{layout}");
    assert!(layout.contains("16 B  x: [u32; 4]"), "{layout}");
    assert!(layout.contains("B  (padding)"), "{layout}");
    let memory = future.as_ref().memory().to_string();
    assert!(memory.contains("(the state)"), "{memory}");
    // With the system's help it is read, else taken from the source.
    let is_told = memory.contains("y -> x (+0)") || memory.contains("borrows x, says the source");
    assert!(is_told, "{memory}");
}

#[test]
fn the_diagram_and_the_list_of_machines() {
    let machine = functions::find("self_reference").unwrap();
    let diagram = machine.diagram().to_string();
    let expected = "\
  ╭────────────────────────────────╮
  │ Unresumed                      │
  │ saves  pends: u8               │
  ╰───────────────┬────────────────╯
  ╭───────────────▼────────────────╮
  │ Suspend0               line 12 │
  │ awaits Pends(pends)            │
  │ saves  x, y -> x               │
  ╰───────────────┬────────────────╯
  ╭───────────────▼────────────────╮
  │ Returned                       │
  ╰────────────────────────────────╯
";
    assert!(diagram.ends_with(expected), "{diagram}");
    for name in ["mean", "transfer", "two_awaits", "renamed", "first"] {
        assert!(functions::has(name), "{name}");
    }
}

#[test]
fn nobody_listens() {
    let future = functions::named(1, [2; 4]);
    assert_eq!(future.id(), None);
    assert_eq!(future.machine().name(), "renamed");
}
