//! `T` may be anything, also something that must not go to another thread, and the future holds
//! it. Nothing says that only `Send` types are meant.

use visualize_future::visualize_future;

#[visualize_future]
async fn later<T>(value: T) -> T {
    tokio::task::yield_now().await;
    value
}

async fn in_a_task<T: 'static>(value: T) {
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
