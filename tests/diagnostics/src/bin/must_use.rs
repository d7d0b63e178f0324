//! Warnings: a result that must be used.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example() -> Result<u32, String> {
    Ok(io(1).await)
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn caller() {
    example().await;
    let _held = io(1).await;
}

fn main() {
    let _ = caller();
}
