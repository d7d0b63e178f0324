//! The wrong reference is returned.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example<'a>(first: &'a str, second: &str) -> &'a str {
    io(first.len() as u32).await;
    second
}

fn main() {
    let _ = example("", "");
}
