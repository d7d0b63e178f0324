//! What is said of what is left, and of what is missing.

#[cfg_attr(feature = "annotated", visualize_future::visualize_future)]
async fn mentions_what_is_removed(n: usize) -> usize {
    #[cfg(any())]
    let removed = std::future::ready(1).await;
    #[cfg(all())]
    let kept = std::future::ready(1).await;
    std::future::ready(n + removed + kept).await
}

#[cfg_attr(feature = "annotated", visualize_future::visualize_future)]
async fn takes_what_is_left(#[cfg(all())] n: usize, #[cfg(any())] m: usize) -> usize {
    std::future::ready(m).await
}

fn main() {
    drop(mentions_what_is_removed(1));
    drop(takes_what_is_left(1, 2));
}
