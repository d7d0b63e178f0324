//! The future would outlive what its output points at, which is not saved in it.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example(_text: &str) -> &str {
    io(1).await;
    let local = String::new();
    &local
}

fn main() {
    let _ = example("");
}
