//! A call that needs an unsafe block.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

unsafe fn dangerous() -> u32 {
    1
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example() -> u32 {
    let n = dangerous();
    io(n).await
}

fn main() {
    let _ = example();
}
