//! What points into what.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::hint::black_box;
use std::pin::pin;

use visualize_future_tests_snapshots::{check, poll_once, some_io};

/// The guide's example.
async fn example() {
    let x = [0; 1024];
    let y = &x;
    some_io().await;
    println!("{:?}", y);
}

#[test]
fn the_guides_self_reference() {
    let mut future = pin!(example());
    check("self_reference_not_polled", future.as_ref());
    poll_once(future.as_mut());
    check("self_reference", future.as_ref());
}

#[test]
fn slices_and_iterators() {
    async fn borrows() -> u64 {
        let words = [1u64, 2, 3, 4];
        let some = &words[1..3];
        let none = &words[4..];
        let mut iterator = words.iter();
        let first = iterator.next();
        some_io().await;
        black_box((none, first));
        some.iter().chain(iterator).sum()
    }
    let mut future = pin!(borrows());
    poll_once(future.as_mut());
    check("slices", future.as_ref());
}

#[test]
fn one_element() {
    async fn borrows() -> [u32; 3] {
        let mut arr = [10, 20, 30];
        let one = &mut arr[1];
        some_io().await;
        *one += 1;
        arr
    }
    let mut future = pin!(borrows());
    poll_once(future.as_mut());
    check("one_element", future.as_ref());
}

#[derive(Debug)]
struct Limits {
    depth: u8,
    name: &'static str,
}

#[derive(Debug)]
struct Settings {
    on: bool,
    pairs: [(u16, Limits); 2],
}

#[test]
fn a_field_of_a_nested_struct() {
    async fn borrows() -> usize {
        let limits = |depth| Limits {
            depth,
            name: "limit",
        };
        let settings = Settings {
            on: true,
            pairs: [(7, limits(1)), (8, limits(2))],
        };
        let depth = &settings.pairs[1].1.depth;
        let name = &settings.pairs[0].1.name;
        let whole = &settings;
        some_io().await;
        black_box(whole.on);
        usize::from(*depth) + name.len()
    }
    let mut future = pin!(borrows());
    poll_once(future.as_mut());
    check("nested_struct", future.as_ref());
}

#[test]
fn a_future_that_borrows_from_the_one_around_it() {
    async fn fills(buffer: &mut [u8; 64], at: &usize) {
        some_io().await;
        buffer[*at] = 1;
    }
    async fn lends() -> u8 {
        let mut buffer = [0; 64];
        let at = 3;
        fills(&mut buffer, &at).await;
        buffer[at]
    }
    let mut future = pin!(lends());
    poll_once(future.as_mut());
    check("lent_to_the_awaited", future.as_ref());
}

#[test]
fn what_points_elsewhere_or_just_past_an_end() {
    async fn borrows(outside: &[u8]) -> usize {
        let numbers = [1u32, 2];
        let after = [3u32, 4];
        let mut all = numbers.iter();
        all.next();
        all.next();
        some_io().await;
        black_box((&after, all.len()));
        outside.len()
    }
    let bytes = vec![1, 2, 3];
    let mut future = pin!(borrows(&bytes));
    poll_once(future.as_mut());
    check("elsewhere", future.as_ref());
}
