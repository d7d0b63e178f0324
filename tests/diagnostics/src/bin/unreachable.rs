//! Warnings: code that cannot be reached, a value overwritten, a loop that is none.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example(n: u32) -> u32 {
    let mut m = io(n).await;
    m = io(2).await;
    return m;
    io(3).await
}

fn main() {
    let _ = example(1);
}
