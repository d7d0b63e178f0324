//! A loop stands in the `async fn` itself.

use visualize_future::visualize_future;

#[visualize_future]
async fn price(dish: &str) -> usize {
    tokio::task::yield_now().await;
    dish.len()
}

#[visualize_future]
async fn bill(dishes: &[&str]) -> usize {
    let mut sum = 0;
    for dish in dishes {
        sum += price(dish).await;
    }
    sum
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    assert_eq!(bill(&["soup", "noodles"]).await, 11);
}
