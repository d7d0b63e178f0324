//! The future of an async method has another type and size in each impl. Who calls it through
//! `dyn` does not know which, and so cannot hold it.

use visualize_future::visualize_future;

trait Cook {
    async fn cook(&self) -> u32;
}

struct Ada;

impl Cook for Ada {
    #[visualize_future]
    async fn cook(&self) -> u32 {
        tokio::task::yield_now().await;
        3
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let cook: Box<dyn Cook> = Box::new(Ada);
    assert_eq!(cook.cook().await, 3);
}
