//! The bill is the sum of two prices, each of which somebody has to look up.

use visualize_future::visualize_future;

#[visualize_future(inspect = false)]
async fn price(dish: &str) -> u32 {
    tokio::task::yield_now().await;
    dish.len() as u32
}

async fn bill() -> u32 {
    let soup: u32 = price("soup").await;
    let noodles: u32 = price("noodles");
    soup + noodles
}

#[tokio::main]
async fn main() {
    assert_eq!(bill().await, 11);
}
