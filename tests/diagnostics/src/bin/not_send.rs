//! A local that is not Send is held across an await.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

use std::rc::Rc;

fn spawn<F: std::future::Future + Send + 'static>(_: F) {}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example() -> usize {
    let rc = Rc::new(5);
    io(1).await;
    *rc
}

fn main() {
    spawn(example());
}
