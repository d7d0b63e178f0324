// Expectations that are not met, and one that is.
#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

#[cfg_attr(feature = "annotated", visualize_future)]
#[expect(unused_variables)]
async fn met() {
    let unused = std::future::ready(1).await;
}

#[cfg_attr(feature = "annotated", visualize_future)]
#[expect(unused_mut)]
async fn not_met() -> u32 {
    #[expect(unused_variables)]
    let used = std::future::ready(1).await;
    used
}

fn main() {
    drop((met(), not_met()));
}
