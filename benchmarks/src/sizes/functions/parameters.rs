//! What the caller hands over.

use super::{machine, measured};
use crate::sizes::world::{Failure, later, long, send, short};

measured![
    a_number(1),
    a_reference("text"),
    a_large_one([0; 256]),
    not_needed_later(vec![1], String::new()),
    all_sorts(true, 1, "text", vec![1], 2),
    a_pattern((String::new(), 2)),
    parsed("1", 2),
    used_at_the_end(vec![1]),
    shadowed(String::new()),
];

#[machine]
async fn a_number(n: u32) -> u32 {
    later(n).await + n
}

#[machine]
async fn a_reference(text: &str) -> usize {
    send(str::as_bytes(text)).await + str::len(text)
}

#[machine]
async fn a_large_one(block: [u8; 256]) -> usize {
    send(&block).await
}

// Both are given away before the long wait.
#[machine]
async fn not_needed_later(body: Vec<u8>, name: String) -> usize {
    let body = later(body).await;
    let name = later(name).await;
    let length = Vec::len(&body) + String::len(&name);
    drop((body, name));
    long().await;
    length
}

#[machine]
async fn all_sorts(flag: bool, n: u16, text: &str, list: Vec<u8>, wide: u64) -> u64 {
    short().await;
    if flag {
        return wide;
    }
    send(&list).await;
    u64::from(n) + str::len(text) as u64
}

#[machine]
async fn a_pattern((name, n): (String, u32)) -> usize {
    short().await;
    String::len(&name) + n as usize
}

#[machine]
async fn parsed(text: &str, n: u32) -> Result<u32, Failure> {
    let first = later(n).await;
    let second: u32 = str::parse(text)?;
    let third = later(second).await;
    Ok(first + second + third)
}

#[machine]
async fn used_at_the_end(list: Vec<u8>) -> usize {
    let first = later([0_u64; 4]).await;
    short().await;
    first.len() + Vec::len(&list)
}

#[machine]
async fn shadowed(text: String) -> usize {
    let text = later(text).await;
    let text = later(text).await;
    let text = later(text).await;
    String::len(&text)
}
