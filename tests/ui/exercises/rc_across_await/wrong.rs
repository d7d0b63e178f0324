//! `name` is saved in the future while that waits. A task may go on on another thread, and so
//! its future must be `Send`, which an `Rc` is not.

use std::rc::Rc;

use visualize_future::visualize_future;

#[visualize_future]
async fn greet() -> usize {
    let name = Rc::new(String::from("Ada"));
    tokio::task::yield_now().await;
    name.len()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let length = tokio::spawn(greet()).await.unwrap();
    assert_eq!(length, 3);
}
