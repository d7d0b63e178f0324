//! An `Arc` counts its owners atomically, and is `Send`. If nobody else needs it, a `Rc` whose
//! scope ends before the await does it, too.

use std::sync::Arc;

use visualize_future::visualize_future;

#[visualize_future]
async fn greet() -> usize {
    let name = Arc::new(String::from("Ada"));
    tokio::task::yield_now().await;
    name.len()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let length = tokio::spawn(greet()).await.unwrap();
    assert_eq!(length, 3);
}
