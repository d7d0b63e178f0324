//! A value is used after it was moved.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example(text: String) -> usize {
    let other = text;
    io(1).await;
    text.len() + other.len()
}

fn main() {
    let _ = example(String::new());
}
