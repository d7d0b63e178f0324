//! Futures side by side.

use super::{machine, measured};
use crate::sizes::world::{Connection, Failure, later, long, send, short};

measured![
    joined(),
    joined_branches(vec![]),
    tried("name"),
    selected(),
    selected_in_a_loop(&mut channel()),
    asserted(),
];

fn channel() -> tokio::sync::mpsc::Receiver<Vec<u8>> {
    tokio::sync::mpsc::channel(1).1
}

#[machine]
async fn joined() -> u64 {
    let (first, second) = tokio::join!(later(1_u64), later(2_u64));
    short().await;
    first + second
}

#[machine]
async fn joined_branches(list: Vec<u8>) -> usize {
    let (first, ()) = tokio::join!(send(&list), long());
    first + Vec::len(&list)
}

#[machine]
async fn tried(name: &str) -> Result<u64, Failure> {
    let (first, second) = tokio::try_join!(Connection::open(name), Connection::open("b"))?;
    Ok(first.close().await + second.close().await)
}

#[machine]
async fn selected() -> u64 {
    tokio::select! {
        n = later(1_u64) => n,
        () = long() => 0,
    }
}

#[machine]
async fn selected_in_a_loop(channel: &mut tokio::sync::mpsc::Receiver<Vec<u8>>) -> usize {
    let mut sum = 0;
    loop {
        tokio::select! {
            message = channel.recv() => match message {
                Some(bytes) => sum += send(&bytes).await,
                None => return sum,
            },
            () = long() => return 0,
        }
    }
}

#[machine]
async fn asserted() {
    let expected = vec![1_u8];
    assert_eq!(later(vec![1_u8]).await, expected);
    short().await;
    assert!(later(true).await, "it is {}", later(1).await);
}
