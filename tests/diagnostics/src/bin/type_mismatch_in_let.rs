//! A local has another type.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example() -> u32 {
    let text: String = io(1).await;
    io(2).await + text.len() as u32
}

fn main() {
    let _ = example();
}
