//! Attributes that set the levels of lints, in a body.

#[cfg_attr(feature = "annotated", visualize_future::visualize_future)]
async fn example(n: usize) -> usize {
    #[deny(unused_variables)]
    let a = std::future::ready(n).await;
    #[expect(unused_variables)]
    let used = std::future::ready(n).await;
    #[warn(unused_mut)]
    {
        let mut b = std::future::ready(n).await;
        #[allow(no_such_lint)]
        let c = std::future::ready(b).await;
        #[deny(unused_must_use)]
        {
            Some(c).ok_or(b);
            std::future::ready(c).await;
        }
    }
    used
}

fn main() {
    drop(example(1));
}
