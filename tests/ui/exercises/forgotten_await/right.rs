//! `.await` runs the future, and gives what comes out of it.

use visualize_future::visualize_future;

#[visualize_future(inspect = false)]
async fn price() -> u32 {
    tokio::task::yield_now().await;
    12
}

async fn twice() -> u32 {
    let one: u32 = price().await;
    2 * one
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    assert_eq!(twice().await, 24);
}
