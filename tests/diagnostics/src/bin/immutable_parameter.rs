//! An immutable parameter is changed.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example(all: Vec<u32>) -> usize {
    all.push(io(1).await);
    all.len()
}

fn main() {
    let _ = example(Vec::new());
}
