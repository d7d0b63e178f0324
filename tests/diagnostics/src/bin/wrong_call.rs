//! The function is called with an argument too many.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example(n: u32) -> u32 {
    io(n).await
}

fn main() {
    let _ = example(1, 2);
}
