//! The error cannot be converted.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

struct Failed;

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example() -> Result<u32, Failed> {
    let n: u32 = "5".parse()?;
    Ok(io(n).await)
}

fn main() {
    let _ = example();
}
