//! A value is changed while it is borrowed.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example() -> usize {
    let mut all = vec![1];
    let first = &all[0];
    io(1).await;
    all.push(2);
    *first
}

fn main() {
    let _ = example();
}
