//! A type cannot be inferred.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example() -> usize {
    let all = Vec::new();
    io(1).await;
    all.len()
}

fn main() {
    let _ = example();
}
