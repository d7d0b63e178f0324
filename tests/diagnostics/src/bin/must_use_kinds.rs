// What must be used: the output's type, the function, and the future.
#![allow(dead_code)]
#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

#[must_use = "look at it"]
struct Counts(u32);

#[cfg_attr(feature = "annotated", visualize_future)]
async fn counts() -> Counts {
    std::future::ready(Counts(1)).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
#[must_use = "the function's"]
async fn number() -> u32 {
    std::future::ready(1).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example() -> Result<u32, u32> {
    counts();
    counts().await;
    number();
    number().await;
    Ok::<u32, u32>(3);
    let _ = counts().await;
    Err(4)
}

fn main() {
    drop(example());
}
