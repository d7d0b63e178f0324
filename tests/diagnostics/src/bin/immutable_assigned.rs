//! An immutable local is assigned to.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example() -> u32 {
    let n = io(1).await;
    n += io(2).await;
    n
}

fn main() {
    let _ = example();
}
