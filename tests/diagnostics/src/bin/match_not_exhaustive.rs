//! A match misses a case.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example(n: Option<u32>) -> u32 {
    match n {
        Some(n) => io(n).await,
    }
}

fn main() {
    let _ = example(None);
}
