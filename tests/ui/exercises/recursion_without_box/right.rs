//! A `Box` is a pointer, of one size, to a future on the heap.

use visualize_future::visualize_future;

#[visualize_future]
async fn countdown(from: u32) -> u32 {
    if from == 0 {
        return 0;
    }
    1 + Box::pin(countdown(from - 1)).await
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    assert_eq!(countdown(3).await, 3);
}
