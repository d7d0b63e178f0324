//! Values of which only a flag tells whether they are there.

use super::{machine, measured};
use crate::sizes::world::{later, send, short};

measured![
    moved_in_one_branch(true),
    moved_in_two_branches(true, false),
    moved_into_a_task(vec![1]),
    deferred(true),
    assigned_again(true),
    an_option(Some(vec![1])),
];

#[machine]
async fn moved_in_one_branch(give: bool) -> usize {
    let list = vec![1_u8, 2];
    let mut sum = 0;
    if give {
        sum += later(list).await.len();
    }
    short().await;
    sum
}

#[machine]
async fn moved_in_two_branches(first: bool, second: bool) -> usize {
    let one = vec![1_u8];
    let two = vec![2_u8];
    let three = vec![3_u8];
    let mut sum = 0;
    if first {
        sum += later(one).await.len();
    }
    if second {
        sum += later(two).await.len();
    }
    if first && second {
        sum += later(three).await.len();
    }
    short().await;
    sum
}

#[machine]
async fn moved_into_a_task(list: Vec<u8>) -> usize {
    let length = Vec::len(&list);
    let task = tokio::spawn(async move { send(&list).await });
    short().await;
    length + task.await.unwrap_or(0)
}

#[machine]
async fn deferred(first: bool) -> usize {
    let text;
    short().await;
    if first {
        text = later(String::from("first")).await;
        short().await;
    } else {
        text = String::from("second");
    }
    short().await;
    String::len(&text)
}

#[machine]
async fn assigned_again(more: bool) -> usize {
    let mut list = vec![1_u8];
    let first = later(list).await;
    list = vec![2];
    if more {
        drop(list);
        short().await;
        return first.len();
    }
    short().await;
    list.len() + first.len()
}

#[machine]
async fn an_option(list: Option<Vec<u8>>) -> usize {
    if let Some(list) = list {
        short().await;
        return list.len();
    }
    later(0).await
}
