//! A task may outlive the function that spawned it, and so may not borrow from that function's
//! locals: its future must be `'static`.

use visualize_future::visualize_future;

#[visualize_future]
async fn length(name: &str) -> usize {
    tokio::task::yield_now().await;
    name.len()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let name = String::from("Ada");
    let task = tokio::spawn(length(&name));
    assert_eq!(task.await.unwrap(), 3);
}
