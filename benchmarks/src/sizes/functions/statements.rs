//! Statements whose temporaries live across their awaits, which rustc's own coroutine runs.

use super::{machine, measured};
use crate::sizes::world::{Failure, later, send, short};

measured![
    a_temporary(),
    arguments_before(),
    two_operands(),
    a_guard(&tokio::sync::Mutex::new(1)),
    a_lock(&tokio::sync::Mutex::new(vec![])),
    a_chain(),
    with_question_marks("1"),
];

async fn both(first: usize, second: usize) -> usize {
    short().await;
    first + second
}

#[machine]
async fn a_temporary() -> usize {
    let n = send(&format!("{}", 7).into_bytes()).await;
    short().await;
    n
}

#[machine]
async fn arguments_before() -> usize {
    let list = vec![1, 2, 3];
    both(list.len(), later(4).await).await
}

#[machine]
async fn two_operands() -> u64 {
    let sum = later(1_u64).await + later(2_u64).await * later(3_u64).await;
    short().await;
    sum
}

#[machine]
async fn a_guard(mutex: &tokio::sync::Mutex<u32>) -> u32 {
    let mut guard = mutex.lock().await;
    *guard += 1;
    short().await;
    *guard
}

#[machine]
async fn a_lock(mutex: &tokio::sync::Mutex<Vec<u8>>) -> usize {
    mutex.lock().await.push(1);
    let length = mutex.lock().await.len();
    short().await;
    length
}

#[machine]
async fn a_chain() -> usize {
    let text = later(String::from("text")).await.trim().to_owned();
    later(text.len()).await
}

#[machine]
async fn with_question_marks(text: &str) -> Result<usize, Failure> {
    let first = both(str::parse(text)?, later(1).await).await;
    let second = both(first, str::parse(text)?).await;
    Ok(first + second)
}
