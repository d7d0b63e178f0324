//! A question mark where nothing can be returned.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example() -> u32 {
    let n: u32 = "5".parse()?;
    io(n).await
}

fn main() {
    let _ = example();
}
