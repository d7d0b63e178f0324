//! Captures that are named like locals, and other names that meet.

use crate::world::{List, give, look, pause, sample};

async fn argument_shadowed(value: u8) -> usize {
    let value = [value; 24];
    pause().await;
    look(&value)
}

async fn argument_shadowed_while_lent(value: u64) -> usize {
    let lent = &value;
    let value = [*lent as u8; 40];
    pause().await;
    look(lent) + look(&value)
}

async fn argument_shadowed_in_a_scope(text: String) -> usize {
    pause().await;
    let length = {
        let text = [text.len() as u16; 5];
        pause().await;
        look(&text)
    };
    length + text.len()
}

async fn captured_and_shadowed(value: u32) -> usize {
    let block = async move {
        let value = (value, [1u8; 9]);
        pause().await;
        look(&value)
    };
    block.await
}

async fn many_arguments(a: u8, b: u16, c: u32, d: u64, e: u8, f: u16, g: u32, h: u64) -> u64 {
    let sum = u64::from(a) + u64::from(b) + u64::from(c) + d;
    pause().await;
    sum + u64::from(e) + u64::from(f) + u64::from(g) + h
}

async fn moved_out_early(text: String, other: String) -> usize {
    let length = text.len();
    drop(text);
    pause().await;
    drop(other);
    pause().await;
    length
}

async fn captured_by_block_by_both(text: String) -> usize {
    let other = give(3u64).await;
    let reference = async { look(&text) + look(&give(other).await) };
    let first = reference.await;
    let moved = async move { look(&text) + look(&give(other).await) };
    first + moved.await
}

pub fn all() -> List {
    vec![
        sample(argument_shadowed(1)),
        sample(argument_shadowed_while_lent(1)),
        sample(argument_shadowed_in_a_scope(String::from("text"))),
        sample(captured_and_shadowed(1)),
        sample(many_arguments(1, 2, 3, 4, 5, 6, 7, 8)),
        sample(moved_out_early(String::from("a"), String::from("b"))),
        sample(captured_by_block_by_both(String::from("text"))),
    ]
}
