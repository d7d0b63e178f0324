// It has no effect on an async fn, and rustc says so.
#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

#[cfg_attr(feature = "annotated", visualize_future)]
#[track_caller]
async fn example() -> u32 {
    let unused = 1;
    std::future::ready(1).await
}

fn main() {
    drop(example());
}
