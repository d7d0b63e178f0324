//! One await after the other.

use super::{machine, measured};
use crate::sizes::world::{Connection, Failure, later, long, short};

measured![
    one_await(),
    tail(),
    two_awaits(),
    awaits_of_two_sizes(),
    kept_across(),
    one_after_the_other(),
    question_marks(),
    handed_on(),
    mixed_alignments(),
    sleeps(),
];

#[machine]
async fn one_await() {
    short().await;
}

#[machine]
async fn tail() -> u32 {
    later(7).await
}

#[machine]
async fn two_awaits() -> u32 {
    let first = later(1).await;
    let second = later(2).await;
    first + second
}

#[machine]
async fn awaits_of_two_sizes() {
    long().await;
    short().await;
}

#[machine]
async fn kept_across() -> usize {
    let name = String::from("name");
    let list = vec![1, 2, 3];
    short().await;
    name.len() + list.len()
}

// Each value is used up before the next one comes.
#[machine]
async fn one_after_the_other() -> Vec<u8> {
    let first = later([1_u8; 64]).await;
    let second = later(first.to_vec()).await;
    let third = later(second).await;
    later(third).await
}

#[machine]
async fn question_marks() -> Result<u64, Failure> {
    let mut connection = Connection::open("here").await?;
    connection.send("hello").await?;
    let line = connection.line().await.unwrap_or_default();
    connection.send(&line).await?;
    Ok(connection.close().await)
}

// What is handed on is not there any more while something else is awaited.
#[machine]
async fn handed_on() -> usize {
    let first = vec![1_u8; 8];
    let length = first.len();
    let first = later(first).await;
    let second = later(first).await;
    short().await;
    second.len() + length
}

#[machine]
async fn mixed_alignments() -> u64 {
    let small = later(1_u8).await;
    let large = later(2_u64).await;
    let half = later(3_u16).await;
    let wide = later(4_u64).await;
    let flag = later(true).await;
    short().await;
    u64::from(small) + large + u64::from(half) + wide + u64::from(flag)
}

#[machine]
async fn sleeps() {
    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    tokio::task::yield_now().await;
    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
}
