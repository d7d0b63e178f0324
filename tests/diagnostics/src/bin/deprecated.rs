//! Warnings: a deprecated function, and lints that were asked for.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[deprecated = "for the test"]
async fn old(n: u32) -> u32 {
    io(n).await
}

#[warn(unused_results, non_snake_case)]
#[cfg_attr(feature = "annotated", visualize_future)]
async fn example(camelCase: u32) -> u32 {
    io(5).await;
    old(camelCase).await
}

fn main() {
    let _ = example(1);
}
