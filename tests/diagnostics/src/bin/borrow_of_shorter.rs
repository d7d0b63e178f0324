//! A reference outlives what it points at.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example() -> usize {
    let reference;
    {
        let text = String::new();
        reference = &text;
        io(1).await;
    }
    reference.len()
}

fn main() {
    let _ = example();
}
