//! Functions that wait for themselves, through a box.

use std::future::Future;
use std::pin::Pin;

use crate::world::{List, give, pause, sample};

async fn factorial(number: u64) -> u64 {
    if number < 2 {
        return give(1).await;
    }
    let below = Box::pin(factorial(number - 1)).await;
    below * number
}

fn fibonacci(number: u32) -> Pin<Box<dyn Future<Output = u32>>> {
    Box::pin(async move {
        if number < 2 {
            pause().await;
            return number;
        }
        let left = fibonacci(number - 1).await;
        left + fibonacci(number - 2).await
    })
}

struct Tree {
    value: u16,
    children: Vec<Tree>,
}

async fn even(tree: &Tree) -> u32 {
    let mut sum = u32::from(tree.value);
    for child in &tree.children {
        sum += Box::pin(odd(child)).await;
    }
    sum
}

async fn odd(tree: &Tree) -> u32 {
    let mut sum = 0;
    for child in &tree.children {
        let below = Box::pin(even(child));
        sum += below.await;
    }
    pause().await;
    sum
}

async fn walk() -> u32 {
    let leaf = || Tree {
        value: 1,
        children: Vec::new(),
    };
    let branch = Tree {
        value: 2,
        children: vec![leaf(), leaf()],
    };
    let tree = Tree {
        value: 3,
        children: vec![branch, leaf()],
    };
    even(&tree).await
}

pub fn all() -> List {
    vec![sample(factorial(4)), sample(fibonacci(4)), sample(walk())]
}
