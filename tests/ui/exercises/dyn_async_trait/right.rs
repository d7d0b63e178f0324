//! A boxed future is of one size, whichever it is: a method that returns one can be called
//! through `dyn`. (`#[async_trait]` writes this.)

use std::future::Future;
use std::pin::Pin;

use visualize_future::visualize_future;

trait Cook {
    fn cook(&self) -> Pin<Box<dyn Future<Output = u32> + '_>>;
}

struct Ada;

impl Cook for Ada {
    fn cook(&self) -> Pin<Box<dyn Future<Output = u32> + '_>> {
        Box::pin(plates())
    }
}

#[visualize_future]
async fn plates() -> u32 {
    tokio::task::yield_now().await;
    3
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let cook: Box<dyn Cook> = Box::new(Ada);
    assert_eq!(cook.cook().await, 3);
}
