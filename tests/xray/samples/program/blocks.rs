//! `async` blocks: what they capture and how, and several in one function.

use std::future::Future;

use crate::world::{Guard, List, give, look, pause, sample};

async fn block_by_reference(text: String) -> usize {
    let number = 5u16;
    let block = async {
        pause().await;
        text.len() + number as usize
    };
    block.await + text.len()
}

async fn block_by_mutable_reference() -> u32 {
    let mut counter = 0u32;
    let block = async {
        counter += give(1u32).await;
        counter += give(2u32).await;
    };
    block.await;
    counter
}

async fn block_by_move(guard: Guard, text: String) -> usize {
    let block = async move {
        let inner = [text.len(); 3];
        pause().await;
        look(&guard) + look(&inner)
    };
    block.await
}

async fn block_by_value_without_move(text: String) -> usize {
    let block = async {
        let owned = text;
        pause().await;
        owned.len()
    };
    block.await
}

/// Their names in the debug info differ by a number only.
async fn three_blocks(seed: u8) -> usize {
    let first = async { look(&give([seed; 3]).await) };
    let second = async move {
        let kept = [seed; 7];
        pause().await;
        look(&kept)
    };
    let third = async {
        let outer = u64::from(seed);
        let inner = async move { give(outer).await };
        let found = inner.await;
        pause().await;
        found as usize + outer as usize
    };
    first.await + second.await + third.await
}

/// Two blocks of one line.
async fn blocks_of_one_line() -> u64 {
    async { give(1u8).await as u64 }.await + async { give(2u64).await }.await
}

fn block_of_a_plain_function(number: u32) -> impl Future<Output = u32> {
    async move {
        let doubled = number * 2;
        pause().await;
        doubled + number
    }
}

/// A block takes parts of what it mentions.
async fn block_of_parts() -> usize {
    let pair = (String::from("left"), String::from("right"));
    let block = async move {
        pause().await;
        pair.1.len()
    };
    block.await + pair.0.len()
}

async fn question_in_a_block(text: &'static str) -> usize {
    let block = async {
        let number: u32 = give(text).await.parse()?;
        let other: u32 = give(text).await.parse()?;
        Ok::<u32, std::num::ParseIntError>(number + other)
    };
    block.await.map_or(0, |sum| sum as usize)
}

async fn unsafe_and_const_around(number: u64) -> u64 {
    let pointer = &raw const number as usize;
    pause().await;
    // SAFETY: `number` lies where it lay: the future is pinned.
    unsafe {
        let value = *(pointer as *const u64);
        pause().await;
        value + number
    }
}

pub fn all() -> List {
    vec![
        sample(block_by_reference(String::from("text"))),
        sample(block_by_mutable_reference()),
        sample(block_by_move(Guard(1), String::from("text"))),
        sample(block_by_value_without_move(String::from("text"))),
        sample(three_blocks(1)),
        sample(blocks_of_one_line()),
        sample(block_of_a_plain_function(1)),
        sample(block_of_parts()),
        sample(question_in_a_block("12")),
        sample(unsafe_and_const_around(1)),
        sample(async {
            pause().await;
        }),
        sample(async { 5 }),
    ]
}
