//! Large values in place.

use super::{machine, measured};
use crate::sizes::world::{fill, later, long, send, short};

measured![
    self_reference(),
    a_buffer(),
    two_buffers(),
    two_buffers_in_blocks(),
    copied_buffers(),
    a_buffer_before_a_long_wait(),
    a_buffer_handed_on(),
    an_echo(),
    boxed(),
    a_borrow_of_a_part(),
];

#[machine]
async fn self_reference() -> usize {
    let x = [1_u8; 1024];
    let y = &x;
    short().await;
    y.len()
}

#[machine]
async fn a_buffer() -> usize {
    let mut buffer = [0_u8; 1024];
    let n = fill(&mut buffer).await;
    send(&buffer[..n]).await
}

#[machine]
async fn two_buffers() -> usize {
    let first = [0_u8; 512];
    let n = send(&first).await;
    let second = [1_u8; 512];
    n + send(&second).await
}

#[machine]
async fn two_buffers_in_blocks() -> usize {
    let n = {
        let first = [0_u8; 512];
        send(&first).await
    };
    let m = {
        let second = [1_u8; 512];
        send(&second).await
    };
    n + m
}

// Plain data that nothing borrows is gone after its last use.
#[machine]
async fn copied_buffers() -> u8 {
    let first = [1_u8; 256];
    short().await;
    let sum = first[0] + first[1];
    let second = [2_u8; 256];
    short().await;
    let sum = sum + second[0];
    let third = [3_u8; 256];
    short().await;
    sum + third[0]
}

#[machine]
async fn a_buffer_before_a_long_wait() -> u32 {
    let sum = {
        let mut buffer = [0_u8; 2048];
        fill(&mut buffer).await;
        buffer.iter().map(|&byte| u32::from(byte)).sum()
    };
    long().await;
    sum
}

#[machine]
async fn a_buffer_handed_on() -> usize {
    let first = [0_u64; 64];
    let second = later(first).await;
    let third = later(second).await;
    short().await;
    third.len()
}

#[machine]
async fn an_echo() -> usize {
    let mut buffer = [0_u8; 1024];
    let mut sum = 0;
    loop {
        let n = fill(&mut buffer).await;
        if n == 0 {
            return sum;
        }
        sum += send(&buffer[..n]).await;
    }
}

#[machine]
async fn boxed() -> usize {
    let mut buffer = vec![0_u8; 1024];
    let n = Box::pin(fill(&mut buffer)).await;
    Box::pin(send(&buffer)).await + n
}

#[machine]
async fn a_borrow_of_a_part() -> usize {
    let table = [[0_u8; 64]; 8];
    let row = &table[3];
    short().await;
    let cell = &row[5];
    short().await;
    usize::from(*cell) + row.len()
}
