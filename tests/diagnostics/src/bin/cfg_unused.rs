//! What is unused without what is removed.

#[cfg_attr(feature = "annotated", visualize_future::visualize_future)]
async fn example(#[cfg(all())] n: usize) -> usize {
    let a = 1;
    let mut b = std::future::ready(1).await;
    #[cfg(any())]
    {
        b += std::future::ready(a + n).await;
    }
    #[cfg(all())]
    let c = std::future::ready(2).await;
    b
}

fn main() {
    drop(example(1));
}
