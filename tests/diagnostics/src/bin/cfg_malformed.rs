//! Predicates that are none.

#[cfg_attr(feature = "annotated", visualize_future::visualize_future)]
async fn without_predicate(n: usize) -> usize {
    #[cfg]
    std::future::ready(1).await;
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future::visualize_future)]
async fn with_two(n: usize) -> usize {
    #[cfg(unix, windows)]
    std::future::ready(1).await;
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future::visualize_future)]
async fn with_literal(n: usize) -> usize {
    #[cfg("unix")]
    std::future::ready(1).await;
    #[cfg(feature = 1)]
    std::future::ready(1).await;
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future::visualize_future)]
async fn with_unknown(n: usize) -> usize {
    #[cfg(never(unix))]
    std::future::ready(1).await;
    #[cfg(not(unix, windows))]
    std::future::ready(1).await;
    std::future::ready(n).await
}

fn main() {
    drop(without_predicate(1));
    drop(with_two(1));
    drop(with_literal(1));
    drop(with_unknown(1));
}
