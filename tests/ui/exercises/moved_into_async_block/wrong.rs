//! `async move` takes `name` when the block is made, before anything of it runs. It is gone from
//! then on.

use visualize_future::visualize_future;

#[visualize_future]
async fn greet() -> String {
    let name = String::from("Ada");
    let greeting = async move { format!("Hello, {name}!") };
    let greeting = greeting.await;
    format!("{greeting} Is {name} there?")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    assert_eq!(greet().await, "Hello, Ada! Is Ada there?");
}
