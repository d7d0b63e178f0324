//! The task owns what it uses. (If it need not be a task, `length(&name).await` may borrow.)

use visualize_future::visualize_future;

#[visualize_future]
async fn length(name: String) -> usize {
    tokio::task::yield_now().await;
    name.len()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let name = String::from("Ada");
    let task = tokio::spawn(length(name));
    assert_eq!(task.await.unwrap(), 3);
}
