//! `.await` suspends the function that it stands in. The closure of `map` is an ordinary
//! function, which cannot be suspended, although an `async fn` stands around it.

use visualize_future::visualize_future;

#[visualize_future]
async fn price(dish: &str) -> usize {
    tokio::task::yield_now().await;
    dish.len()
}

#[visualize_future]
async fn bill(dishes: &[&str]) -> usize {
    dishes.iter().map(|dish| price(dish).await).sum()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    assert_eq!(bill(&["soup", "noodles"]).await, 11);
}
