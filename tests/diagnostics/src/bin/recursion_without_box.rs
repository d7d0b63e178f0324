//! The function is infinitely large.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example(n: u32) -> u32 {
    if n == 0 {
        return io(0).await;
    }
    example(n - 1).await
}

fn main() {
    let _ = example(1);
}
