//! Values of many types.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::pin::pin;
use std::time::Duration;

use visualize_future_tests_snapshots::{check, poll_once, some_io};

#[test]
fn plain_values() {
    async fn holds() {
        let (yes, letter, smallest, large) = (true, 'ß', i8::MIN, u128::MAX);
        let (half, third, nothing) = (0.5_f32, 1.0_f64 / 3.0, ());
        let mixed = (1_u8, -2_i64, ("a", false));
        let same = [7_u16; 100];
        let different = [1_u8, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        let never_zero = std::num::NonZeroU32::new(5);
        some_io().await;
        black_box((
            yes, letter, smallest, large, half, third, nothing, mixed, same, different,
        ));
        black_box(never_zero);
    }
    let mut future = pin!(holds());
    poll_once(future.as_mut());
    check("plain_values", future.as_ref());
}

#[derive(Debug, Clone, Copy)]
#[allow(dead_code, reason = "read by nobody but the snapshot")]
enum Mode {
    Off,
    Fast = 7,
    Slow,
}

#[derive(Debug)]
#[allow(dead_code, reason = "read by nobody but the snapshot")]
enum Command {
    Quit,
    Move { x: i32, y: i32 },
    Say(String),
    Nested(Option<Box<Command>>),
}

#[derive(Debug)]
#[allow(dead_code, reason = "read by nobody but the snapshot")]
struct Meters(f64);

#[derive(Debug)]
#[allow(dead_code, reason = "read by nobody but the snapshot")]
struct Named<'a> {
    name: &'a str,
    mode: Mode,
    marker: std::marker::PhantomData<u8>,
}

#[test]
fn enums_and_structs() {
    async fn holds() {
        let mode = Mode::Slow;
        let commands = [
            Command::Quit,
            Command::Move { x: 1, y: -1 },
            Command::Say("hello".to_owned()),
            Command::Nested(Some(Box::new(Command::Quit))),
            Command::Nested(None),
        ];
        let ok: Result<u8, String> = Ok(3);
        let failed: Result<u8, String> = Err("no".to_owned());
        let niche: Option<&str> = None;
        let inner: Option<Option<bool>> = Some(None);
        let length = Meters(1.5);
        let named = Named {
            name: "n",
            mode: Mode::Fast,
            marker: std::marker::PhantomData,
        };
        some_io().await;
        black_box((mode, &commands, &ok, &failed, niche, inner, &length, &named));
    }
    let mut future = pin!(holds());
    poll_once(future.as_mut());
    check("enums_and_structs", future.as_ref());
}

#[test]
fn what_lies_on_the_heap() {
    async fn holds(argument: String) {
        let text = String::from("grüße");
        let long = "ä".repeat(100);
        let empty = String::new();
        let numbers = vec![1_u32, 2, 3];
        let many: Vec<u64> = (0..50).collect();
        let texts = vec!["a".to_owned(), "b".to_owned()];
        let boxed: Box<[i16]> = Box::new([1, 2]);
        let one = Box::new(5_u8);
        let duration = Duration::from_millis(1500);
        let shared = std::sync::Arc::new(3);
        let map = BTreeMap::from([(1, 2)]);
        let object: Box<dyn std::fmt::Debug> = Box::new(1);
        let function: fn(u8) -> char = char::from;
        some_io().await;
        black_box((
            &text, &long, &empty, &numbers, &many, &texts, &boxed, &one, &duration,
        ));
        black_box((&shared, &map, &object, function, &argument));
    }
    let mut future = pin!(holds("given".to_owned()));
    check("heap_not_polled", future.as_ref());
    poll_once(future.as_mut());
    check("heap", future.as_ref());
}

#[test]
fn a_local_that_was_moved_out_is_not_certain() {
    async fn holds() {
        let text = String::from("moved");
        black_box(&text);
        drop(text);
        let kept = String::from("kept");
        some_io().await;
        black_box(&kept);
    }
    let mut future = pin!(holds());
    poll_once(future.as_mut());
    let snapshot = visualize_future_xray::inspect(future.as_ref()).expect("debug info");
    let text = snapshot.root.slots.iter().find(|slot| slot.name == "text");
    // rustc keeps its place, since it was borrowed.
    assert!(text.is_some_and(|slot| !slot.certain));
}

#[test]
fn two_locals_of_one_name() {
    async fn holds() -> u32 {
        let x = 1_u32;
        let sum = {
            let outer = &x;
            let x = [2_u16; 3];
            some_io().await;
            u32::from(x[0]) + *outer
        };
        sum + x
    }
    let mut future = pin!(holds());
    poll_once(future.as_mut());
    let snapshot = visualize_future_xray::inspect(future.as_ref()).expect("debug info");
    let slots = snapshot.root.slots.iter().filter(|slot| slot.name == "x");
    let values: Vec<_> = slots.map(|slot| slot.value.to_string()).collect();
    // In an optimised build it is not known where the second one is.
    let second = if cfg!(debug_assertions) {
        "[2; 3]"
    } else {
        "(its place is not known)"
    };
    assert_eq!(values.len(), 2, "{snapshot}");
    assert!(
        values.contains(&"1".to_owned()) && values.contains(&second.to_owned()),
        "{snapshot}"
    );
}
