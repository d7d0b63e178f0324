//! The same, where lints are allowed.

#[allow(unexpected_cfgs)]
#[cfg_attr(feature = "annotated", visualize_future::visualize_future)]
async fn on_the_function(n: usize) -> usize {
    let unused = n;
    #[cfg(no_such_a)]
    std::future::ready(1).await;
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future::visualize_future)]
async fn on_a_block(n: usize) -> usize {
    #[expect(unexpected_cfgs)]
    {
        #[cfg(no_such_b)]
        std::future::ready(1).await;
    }
    #[allow(warnings)]
    {
        #[cfg(no_such_c)]
        std::future::ready(1).await;
    }
    std::future::ready(n).await
}

fn main() {
    drop(on_the_function(1));
    drop(on_a_block(1));
}
