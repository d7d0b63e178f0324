//! `cfg` where rustc refuses it.

#[cfg_attr(feature = "annotated", visualize_future::visualize_future)]
async fn on_a_value(n: usize) -> usize {
    let kept = #[cfg(all())] n;
    let removed = #[cfg(any())] n;
    std::future::ready(kept + removed).await
}

#[cfg_attr(feature = "annotated", visualize_future::visualize_future)]
async fn on_an_operand() -> usize {
    let mut n = 1;
    #[cfg(any())]
    n = 5;
    n += 1;
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future::visualize_future)]
async fn inside(n: usize) -> usize {
    match n {
        1 => #[cfg(any())] 2,
        _ => std::future::ready(n).await,
    }
}

fn main() {
    drop(on_a_value(1));
    drop(on_an_operand());
    drop(inside(1));
}
