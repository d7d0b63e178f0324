//! What is awaited is no future.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example() -> u32 {
    let n = 5_u32;
    n.await
}

fn main() {
    let _ = example();
}
