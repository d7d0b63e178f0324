//! Generic functions.

use std::future::Future;

use super::{machine, measured};
use crate::sizes::world::{Failure, later, long, short};

measured![
    both_of(short(), long()),
    a_value_of([0_u64; 8]),
    called(short),
    a_function_of(3, later),
    mapped(vec![1_u8], u64::from),
    with_timeout(short()),
    read_all(&mut tokio::io::empty()),
    an_impl(1_u8),
];

#[machine]
async fn both_of<A: Future, B: Future>(first: A, second: B) -> (A::Output, B::Output) {
    let first = first.await;
    let second = second.await;
    (first, second)
}

#[machine]
async fn a_value_of<T: Clone>(value: T) -> (T, T) {
    let other = T::clone(&value);
    short().await;
    (value, other)
}

#[machine]
async fn called<F: Fn() -> R, R: Future>(make: F) {
    make().await;
    make().await;
}

#[machine]
async fn a_function_of<F, R>(n: u64, make: F) -> u64
where
    F: Fn(u64) -> R,
    R: Future<Output = u64>,
{
    let first = make(n).await;
    let second = make(first).await;
    first + second
}

#[machine]
async fn mapped<T, R>(list: Vec<T>, change: impl Fn(T) -> R) -> Vec<R> {
    let mut out = Vec::new();
    for one in list {
        out.push(change(one));
        short().await;
    }
    out
}

#[machine]
async fn with_timeout<F: Future>(future: F) -> Result<F::Output, Failure> {
    let limit = std::time::Duration::from_secs(1);
    match tokio::time::timeout(limit, future).await {
        Ok(output) => Ok(output),
        Err(_) => Err(Failure(String::from("too late"))),
    }
}

#[machine]
async fn read_all<R: tokio::io::AsyncRead + Unpin>(reader: &mut R) -> std::io::Result<usize> {
    let mut buffer = [0_u8; 512];
    let mut sum = 0;
    loop {
        let n = tokio::io::AsyncReadExt::read(reader, &mut buffer).await?;
        if n == 0 {
            return Ok(sum);
        }
        sum += n;
    }
}

#[machine]
async fn an_impl(n: impl Into<u64>) -> u64 {
    let n: u64 = n.into();
    later(n).await + n
}
