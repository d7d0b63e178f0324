//! Paths that are not taken together.

use super::{machine, measured};
use crate::sizes::world::{Command, Failure, later, long, send, short};

measured![
    a_value_in_one_branch(true),
    large_in_each_branch(true),
    large_behind_a_branch(true),
    commands(Command::Nothing),
    nested_branches(1, true),
    early_returns(None),
    let_else(None),
    a_match_of_results(Ok(1)),
    a_condition(),
];

#[machine]
async fn a_value_in_one_branch(wanted: bool) -> usize {
    if wanted {
        let list = later(vec![1_u8, 2]).await;
        short().await;
        list.len()
    } else {
        short().await;
        0
    }
}

// The two are never there together.
#[machine]
async fn large_in_each_branch(first: bool) -> usize {
    if first {
        let block = [1_u8; 1024];
        send(&block).await
    } else {
        let block = [2_u32; 512];
        short().await;
        block.len()
    }
}

// What is large is gone before what comes behind the branch.
#[machine]
async fn large_behind_a_branch(first: bool) -> usize {
    let mut sum = 0;
    if first {
        let block = [1_u8; 1024];
        sum += send(&block).await;
    }
    let other = [2_u8; 1024];
    sum + send(&other).await
}

#[machine]
async fn commands(command: Command) -> usize {
    match command {
        Command::Get(key) => {
            short().await;
            key.len()
        }
        Command::Put(key, value) => {
            let sent = send(&value).await;
            key.len() + sent
        }
        Command::Sleep(n) => {
            long().await;
            n as usize
        }
        Command::Nothing => 0,
    }
}

#[machine]
async fn nested_branches(n: u32, deep: bool) -> u64 {
    let outer = later(u64::from(n)).await;
    if deep {
        let middle = later([outer; 4]).await;
        if n > 1 {
            let inner = later([outer; 16]).await;
            short().await;
            return inner[0] + middle[0];
        }
        short().await;
        middle[1]
    } else {
        let other = later([outer; 8]).await;
        long().await;
        other[2] + outer
    }
}

#[machine]
async fn early_returns(text: Option<String>) -> Result<usize, Failure> {
    let text = match text {
        Some(text) => text,
        None => {
            long().await;
            return Err(Failure(String::new()));
        }
    };
    if String::is_empty(&text) {
        return Ok(0);
    }
    short().await;
    Ok(String::len(&text))
}

#[machine]
async fn let_else(n: Option<u64>) -> u64 {
    let Some(n) = n else {
        return 0;
    };
    let more = later(n).await;
    n + more
}

#[machine]
async fn a_match_of_results(result: Result<u64, String>) -> u64 {
    match result {
        Ok(n) => later(n).await,
        Err(text) => {
            let bytes = String::into_bytes(text);
            send(&bytes).await as u64
        }
    }
}

#[machine]
async fn a_condition() -> u32 {
    if later(true).await {
        later(1).await
    } else {
        later([2_u32; 32]).await[0]
    }
}
