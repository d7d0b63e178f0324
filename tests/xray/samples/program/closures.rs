//! `async` closures, called by reference and by value: rustc makes two bodies of one.

use crate::world::{Guard, List, give, look, pause, sample};

async fn closure_that_borrows(base: u64) -> u64 {
    let add = async |number: u64| {
        let sum = base + number;
        pause().await;
        sum
    };
    add(1).await + add(2).await
}

async fn closure_that_changes() -> u32 {
    let mut total = 0u32;
    let mut add = async |number: u32| {
        total += give(number).await;
    };
    add(1).await;
    add(2).await;
    total
}

async fn closure_that_moves(guard: Guard) -> usize {
    let text = String::from("moved");
    let look_at_it = async move |extra: u16| {
        let kept = [extra; 4];
        pause().await;
        look(&guard) + look(&kept) + text.len()
    };
    let lent = look_at_it(2).await;
    lent + once(look_at_it).await
}

/// Both bodies have two locals of one name, at different places.
async fn closure_with_namesakes(guard: Guard, text: String) -> usize {
    let look_twice = async move |extra: u16| {
        let kept = [extra; 4];
        let first = &kept;
        let inner = {
            let kept = text.len();
            pause().await;
            look(&kept)
        };
        look(first) + look(&guard) + inner
    };
    let lent = look_twice(2).await;
    lent + once(look_twice).await
}

async fn once<F: AsyncFnOnce(u16) -> usize>(function: F) -> usize {
    function(3).await
}

async fn twice<F: AsyncFn(u8) -> usize>(function: F) -> usize {
    let first = function(1).await;
    first + function(2).await
}

async fn repeatedly<F: AsyncFnMut(u8) -> usize>(mut function: F) -> usize {
    let mut sum = 0;
    for number in 0..3 {
        sum += function(number).await;
    }
    sum
}

async fn closure_handed_on() -> usize {
    let numbers = [1u64, 2, 3];
    let by_shared = twice(async |index| numbers[index as usize % 3] as usize + give(1usize).await);
    let first = by_shared.await;
    let mut calls = 0u16;
    let second = repeatedly(async |index| {
        calls += 1;
        pause().await;
        index as usize
    });
    first + second.await
}

/// The old way: a closure that returns a block.
async fn closure_with_a_block(seed: u8) -> usize {
    let make = |length: u16| async move {
        let bytes = [seed; 11];
        pause().await;
        look(&bytes) + length as usize
    };
    make(1).await + make(2).await
}

pub fn all() -> List {
    vec![
        sample(closure_that_borrows(1)),
        sample(closure_that_changes()),
        sample(closure_that_moves(Guard(1))),
        sample(closure_with_namesakes(Guard(1), String::from("text"))),
        sample(closure_handed_on()),
        sample(closure_with_a_block(1)),
        sample(async { twice(async |number: u8| give(number as usize).await).await }),
    ]
}
