//! A parameter is not Send.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

use std::rc::Rc;

fn spawn<F: std::future::Future + Send + 'static>(_: F) {}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example(rc: Rc<usize>) -> usize {
    io(1).await;
    *rc
}

fn main() {
    spawn(example(Rc::new(5)));
}
