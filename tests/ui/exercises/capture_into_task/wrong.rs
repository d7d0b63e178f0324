//! An `async` block borrows what it mentions, as a closure does, and `round` is gone with its
//! round of the loop, while the task may still run.

use visualize_future::visualize_future;

#[visualize_future]
async fn rounds() -> u32 {
    let mut sum = 0;
    for round in 1..4 {
        let task = tokio::spawn(async { 2 * round });
        sum += task.await.unwrap();
    }
    sum
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    assert_eq!(rounds().await, 12);
}
