//! A reference to a local is returned.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example(_text: &str) -> &str {
    let local = String::new();
    io(1).await;
    &local
}

fn main() {
    let _ = example("");
}
