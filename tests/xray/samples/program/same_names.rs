//! Several locals of one name in one state. Debug info has one entry for them.

use crate::world::{Guard, List, give, look, pause, sample};

async fn two_of_different_size(seed: u8) -> usize {
    let x = [seed; 10];
    let first = &x;
    {
        let x = String::from("inner");
        pause().await;
        look(&x);
    }
    look(first)
}

async fn two_of_one_size(seed: u8) -> usize {
    let x = [seed; 10];
    let first = &x;
    {
        let x = [seed + 1; 10];
        pause().await;
        look(&x);
    }
    look(first)
}

async fn three_in_three_scopes(seed: u8) -> usize {
    let x = u64::from(seed);
    let outer = &x;
    {
        let x = [seed; 7];
        let middle = &x;
        {
            let x = (seed, String::from("innermost"));
            pause().await;
            look(&x);
        }
        pause().await;
        look(middle);
    }
    pause().await;
    look(outer)
}

async fn shadowed_in_one_scope(seed: u8) -> usize {
    let value = Guard(u16::from(seed));
    let first = look(&value);
    let value = [seed; 5];
    pause().await;
    let second = look(&value);
    let value = String::from("third");
    pause().await;
    first + second + value.len()
}

async fn two_names_twice(seed: u8) -> usize {
    let (left, right) = ([seed; 4], Guard(1));
    let (first, second) = (&left, &right);
    {
        let (left, right) = (String::from("left"), u64::from(seed));
        pause().await;
        look(&left);
        look(&right);
    }
    look(first) + look(second)
}

/// Each `for` has a local `iter` of rustc's.
async fn loops_in_loops(limit: u8) -> usize {
    let mut sum = 0;
    for first in 0..limit {
        for second in [1u16, 2, 3] {
            for third in "ab".chars() {
                sum += give(first as usize + second as usize + third as usize).await;
            }
        }
    }
    sum
}

async fn in_both_branches(flag: bool) -> usize {
    if flag {
        let kept = [1u8; 3];
        pause().await;
        look(&kept)
    } else {
        let kept = [1u64; 3];
        pause().await;
        look(&kept)
    }
}

async fn captured_and_two_more(value: u16) -> usize {
    let first = &value;
    let value = [1u8; 6];
    let second = &value;
    {
        let value = String::from("third");
        pause().await;
        look(&value);
    }
    look(first) + look(second)
}

/// The block captures what its own locals are called, too.
async fn block_with_the_name(value: u64) -> usize {
    let block = async move {
        let outer = &value;
        let value = Guard(3);
        let middle = &value;
        {
            let value = [1u16; 7];
            pause().await;
            look(&value);
        }
        look(outer) + look(middle)
    };
    block.await
}

macro_rules! kept_by_a_macro {
    ($name:ident) => {
        let kept = [1u32; 3];
        let $name = &kept;
    };
}

async fn named_by_macros(seed: u8) -> usize {
    let kept = [seed; 3];
    kept_by_a_macro!(first);
    kept_by_a_macro!(second);
    pause().await;
    look(first) + look(second) + look(&kept)
}

async fn without_size_and_with() -> usize {
    let x = ();
    let first = &x;
    let x = [0u8; 0];
    let second = &x;
    let x = 5u32;
    pause().await;
    look(first) + look(second) + look(&x)
}

async fn generic_twice<T: Clone>(value: T) -> usize {
    let first = &value;
    let value = (value.clone(), 1u8);
    let second = &value;
    let value = [value.clone(), value.clone()];
    pause().await;
    look(first) + look(second) + look(&value)
}

async fn arms(number: u8) -> usize {
    let found = Some([number; 3]);
    match &found {
        Some(found) if found[0] > 1 => {
            let found = String::from("one");
            pause().await;
            found.len()
        }
        Some(found) => {
            pause().await;
            look(found)
        }
        None => 0,
    }
}

async fn captured_by_reference_and_shadowed(text: String) -> usize {
    let number = 7u16;
    let block = async {
        let lent = text.len() + number as usize;
        let number = [1u64; 4];
        pause().await;
        lent + look(&number) + text.len()
    };
    block.await
}

async fn moved_before(seed: u8) -> usize {
    let x = [seed; 9];
    let first = &x;
    let x = Guard(u16::from(seed));
    drop(x);
    let x = u64::from(seed);
    pause().await;
    look(first) + look(&x)
}

/// At the second await, the `x` in the middle is gone, and nobody says so.
async fn moved_between(seed: u8) -> usize {
    let x = [seed; 9];
    let first = &x;
    let x = Guard(u16::from(seed));
    pause().await;
    drop(x);
    let x = u64::from(seed);
    pause().await;
    look(first) + look(&x)
}

#[rustfmt::skip]
async fn awaited_lines_below(seed: u8) -> usize {
    let value = [seed; 3];
    let first = &value;
    let value = Guard(u16::from(seed));
    let sum = give(
        look(first), // An argument of a line of its own.
    )
    .await
        + give(
            look(&value),
        )
        .await;
    let value = [u32::from(seed); 5];
    pause()
        .await;
    sum + look(&value)
}

async fn in_loops(limit: u8) -> usize {
    let mut sum = 0;
    for number in 0..limit {
        let kept = [number; 3];
        let first = &kept;
        while sum < 5 {
            let kept = u64::from(number);
            sum += give(1usize).await + look(&kept);
        }
        let kept = (number, String::new());
        pause().await;
        sum += look(&kept) + look(first);
    }
    sum
}

/// `pin!` has a variable that outlives its scope.
async fn pinned_twice() -> usize {
    let first = std::pin::pin!(give(1u8));
    let second = std::pin::pin!(give(1u64));
    pause().await;
    let sum = first.await as usize;
    sum + second.await as usize
}

pub fn all() -> List {
    vec![
        sample(two_of_different_size(1)),
        sample(two_of_one_size(1)),
        sample(three_in_three_scopes(1)),
        sample(shadowed_in_one_scope(1)),
        sample(two_names_twice(1)),
        sample(loops_in_loops(2)),
        sample(in_both_branches(true)),
        sample(in_both_branches(false)),
        sample(captured_and_two_more(1)),
        sample(block_with_the_name(1)),
        sample(named_by_macros(1)),
        sample(without_size_and_with()),
        sample(generic_twice(1u16)),
        sample(generic_twice(String::from("text"))),
        sample(arms(1)),
        sample(arms(2)),
        sample(captured_by_reference_and_shadowed(String::from("text"))),
        sample(moved_before(1)),
        sample(moved_between(1)),
        sample(awaited_lines_below(1)),
        sample(in_loops(2)),
        sample(pinned_twice()),
    ]
}
