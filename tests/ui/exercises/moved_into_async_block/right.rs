//! Without `move` the block borrows `name`, and the borrow ends when the block is done. (For a
//! task, which may not borrow, the block would get a clone.)

use visualize_future::visualize_future;

#[visualize_future]
async fn greet() -> String {
    let name = String::from("Ada");
    let greeting = async { format!("Hello, {name}!") };
    let greeting = greeting.await;
    format!("{greeting} Is {name} there?")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    assert_eq!(greet().await, "Hello, Ada! Is Ada there?");
}
