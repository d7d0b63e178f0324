//! A future holds the one that it awaits. One that awaits its like would hold itself, and be
//! infinitely large.

use visualize_future::visualize_future;

#[visualize_future]
async fn countdown(from: u32) -> u32 {
    if from == 0 {
        return 0;
    }
    1 + countdown(from - 1).await
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    assert_eq!(countdown(3).await, 3);
}
