//! A break outside of a loop.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example() -> u32 {
    io(1).await;
    break;
}

fn main() {
    let _ = example();
}
