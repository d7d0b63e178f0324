//! A call of an `async fn` gives a future, not the number: nothing of it has run yet.

use visualize_future::visualize_future;

#[visualize_future(inspect = false)]
async fn price() -> u32 {
    tokio::task::yield_now().await;
    12
}

async fn twice() -> u32 {
    let one: u32 = price();
    2 * one
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    assert_eq!(twice().await, 24);
}
