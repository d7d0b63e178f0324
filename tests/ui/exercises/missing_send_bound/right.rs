//! The bound says it where the task is spawned. `later` needs none: its future is `Send` if `T`
//! is, which the compiler finds out by itself.

use visualize_future::visualize_future;

#[visualize_future]
async fn later<T>(value: T) -> T {
    tokio::task::yield_now().await;
    value
}

async fn in_a_task<T: Send + 'static>(value: T) {
    tokio::spawn(async move {
        later(value).await;
    })
    .await
    .unwrap();
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    in_a_task(3).await;
}
