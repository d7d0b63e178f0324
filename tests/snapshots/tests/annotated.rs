//! Annotated functions: what x-ray reads of an enum is what the enum says of itself, and beside it
//! stands what rustc would have made of the function.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Waker};

use visualize_future::rt::Body;
use visualize_future::{Visualized, visualize_future};
use visualize_future_tests_snapshots::some_io;
use visualize_future_xray::{Comparison, Image, Role, Value, inspect};

#[visualize_future(lowering = "explicit")]
async fn borrows(name: String) -> usize {
    let x = [7_u8; 100];
    let y = &x;
    some_io().await;
    let z = y.len() + name.len();
    some_io().await;
    z
}

#[visualize_future(lowering = "explicit")]
async fn branches(which: u32) -> u64 {
    let mut sum = 0;
    for round in 0..which {
        match round {
            0 => {
                let array = [1_u64; 8];
                some_io().await;
                sum += array[3];
            }
            1 => {
                let text = "one".to_owned();
                some_io().await;
                sum += text.len() as u64;
            }
            _ => some_io().await,
        }
    }
    sum
}

#[visualize_future(lowering = "explicit")]
async fn moved_in_a_branch(text: String, take: bool) -> usize {
    let other = String::from("other");
    let length = if take { drop_it(other) } else { 0 };
    some_io().await;
    length + text.len()
}

fn drop_it(text: String) -> usize {
    text.len()
}

#[visualize_future(lowering = "explicit")]
async fn over_aligned() -> u8 {
    #[derive(Clone, Copy)]
    #[repr(align(64))]
    struct Aligned(u8);
    let held = Aligned(3);
    some_io().await;
    held.0
}

#[visualize_future(lowering = "explicit")]
async fn generic<T: Copy + Into<u64>>(value: T, mut left: usize) -> u64 {
    while left > 0 {
        some_io().await;
        left -= 1;
    }
    value.into()
}

/// Polls the future to its end; each time that it waits, the enum and x-ray must agree.
fn agrees<B: Body>(mut future: Pin<&mut Visualized<B>>) {
    let mut cx = Context::from_waker(Waker::noop());
    let mut waited = 0;
    while future.as_mut().poll(&mut cx).is_pending() {
        waited += 1;
        let memory = future.as_ref().memory();
        let snapshot = inspect(future.as_ref()).expect("debug info");
        let root = &snapshot.root;
        let state = root.state.as_ref();
        let state = state.unwrap_or_else(|| panic!("no state: {snapshot}"));
        assert_eq!(state.name, memory.state.name);
        assert_eq!(root.address, memory.address as u64);
        let slots: BTreeSet<_> = root
            .slots
            .iter()
            .map(|slot| {
                let name = match slot.role {
                    Role::Awaitee => "awaitee".to_owned(),
                    _ => slot.name.clone(),
                };
                (
                    name,
                    slot.offset.map(|offset| root.address + offset),
                    slot.size,
                )
            })
            .collect();
        for field in &memory.fields {
            // Flags and values without a name have names of our own.
            let name = match field.kind {
                visualize_future::LocalKind::Awaitee => "awaitee",
                visualize_future::LocalKind::Temporary => continue,
                _ => field.name,
            };
            let field = (
                name.to_owned(),
                Some(field.address as u64),
                Some(field.size as u64),
            );
            assert!(
                slots.contains(&field),
                "{field:?} is not in\n{snapshot}\n{memory}"
            );
        }
        // Which points into which, both find out by themselves.
        for pointer in memory.pointers.as_ref().expect("memory can be read") {
            let slot = root.slots.iter().find(|slot| slot.name == pointer.from);
            // Of what may hold nothing, x-ray says nothing.
            if slot.is_some_and(|slot| matches!(slot.value, Value::Hidden(_))) {
                continue;
            }
            let found = slot.is_some_and(|slot| {
                let same =
                    |to: &str| to == pointer.to || to.starts_with(&format!("{}[", pointer.to));
                slot.points_at.iter().any(|reference| same(&reference.to))
            });
            assert!(found, "{pointer} is not in\n{snapshot}");
        }
    }
    assert!(waited > 0);
}

#[test]
fn x_ray_and_the_enum_agree() {
    agrees(pin!(borrows("n".to_owned())));
    agrees(pin!(branches(3)));
    agrees(pin!(moved_in_a_branch("t".to_owned(), true)));
    agrees(pin!(moved_in_a_branch("t".to_owned(), false)));
    agrees(pin!(over_aligned()));
    agrees(pin!(generic(3_u8, 2)));
    agrees(pin!(generic(3_u32, 2)));
}

fn comparison_of(path: &str) -> Vec<Comparison> {
    let image = Image::open("/proc/self/exe").expect("the program itself");
    let all = image.comparisons().expect("debug info");
    let is_it = |found: &Comparison| found.compiler.path() == path;
    all.into_iter().filter(is_it).collect()
}

#[test]
fn the_enum_beside_the_coroutine() {
    let layout = borrows(String::new()).layout();
    let found = comparison_of("annotated::borrows");
    let [comparison] = &found[..] else {
        panic!("one comparison, not {}", found.len());
    };
    // The runtime knows the sizes by other means.
    assert_eq!(comparison.explicit.size, layout.size as u64);
    assert_eq!(comparison.compiler.size, layout.compiler_size as u64);
    visualize_future_tests_snapshots::check_text("comparison", &comparison.to_string());
}

#[test]
fn each_instance_of_a_generic_function() {
    let [small, large] = [generic(1_u8, 1).layout(), generic(1_u32, 1).layout()];
    let found = comparison_of("annotated::generic");
    let sizes: BTreeSet<_> = found.iter().map(|found| found.explicit.size).collect();
    assert_eq!(
        sizes,
        BTreeSet::from([small.size as u64, large.size as u64])
    );
}
