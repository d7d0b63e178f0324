//! Plain `async fn`s: arguments, locals, and what is kept across awaits.

use crate::world::{Guard, List, give, look, pause, sample};

async fn no_await(number: u32) -> u32 {
    number + 1
}

async fn no_locals() {
    pause().await;
}

async fn one_argument(text: String) -> usize {
    pause().await;
    text.len()
}

async fn unused_argument(_guard: Guard, _: Guard, number: u64) {
    pause().await;
    look(&number);
}

async fn taken_apart((left, right): (u8, u64), [first, .., last]: [u16; 5]) -> u64 {
    pause().await;
    u64::from(left) + right + u64::from(first) + u64::from(last)
}

async fn mutable_argument(mut number: u16) -> u16 {
    number += give(2u16).await;
    number += give(3u16).await;
    number
}

async fn lent_argument(text: &'static str, numbers: &'static [u64]) -> usize {
    pause().await;
    text.len() + numbers.len()
}

async fn self_reference(seed: u8) -> usize {
    let x = [seed; 1024];
    let y = &x;
    pause().await;
    look(y) + look(&x)
}

async fn two_self_references(seed: u8) -> usize {
    let bytes = [seed; 33];
    let (left, right) = bytes.split_at(16);
    pause().await;
    let last = right.last();
    pause().await;
    look(left) + look(right) + look(&last)
}

async fn mixed_sizes(a: u8, b: u64, c: u16, d: u128, e: bool, f: char) -> u128 {
    let g = a as u16 + c;
    let h = b as u128 + d;
    pause().await;
    let i = if e { f as u32 } else { 0 };
    pause().await;
    g as u128 + h + i as u128
}

async fn storage_shared(seed: u8) -> usize {
    let mut sum = 0;
    {
        let first = [seed; 100];
        pause().await;
        sum += look(&first);
    }
    {
        let second = [u64::from(seed); 9];
        pause().await;
        sum += look(&second);
    }
    {
        let third = (seed, String::from("third"));
        pause().await;
        sum += look(&third);
    }
    sum
}

async fn never_returns_early(wait: bool) -> Option<u32> {
    if wait {
        let deep = [7u32; 12];
        pause().await;
        look(&deep);
    }
    Some(give(4u32).await)
}

pub fn all() -> List {
    vec![
        sample(no_await(1)),
        sample(no_locals()),
        sample(one_argument(String::from("text"))),
        sample(unused_argument(Guard(1), Guard(2), 3)),
        sample(taken_apart((1, 2), [1, 2, 3, 4, 5])),
        sample(mutable_argument(1)),
        sample(lent_argument("text", &[1, 2])),
        sample(self_reference(1)),
        sample(two_self_references(2)),
        sample(mixed_sizes(1, 2, 3, 4, true, 'x')),
        sample(storage_shared(3)),
        sample(never_returns_early(true)),
    ]
}
