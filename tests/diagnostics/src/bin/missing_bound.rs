//! A type parameter lacks a bound.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example<T>(value: T) -> String {
    io(1).await;
    value.to_string()
}

fn main() {
    let _ = example(1);
}
