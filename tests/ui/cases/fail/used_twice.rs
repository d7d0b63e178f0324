use visualize_future::visualize_future;

#[visualize_future]
#[visualize_future]
async fn example() {
    std::future::ready(()).await;
}

fn main() {
    let _ = example();
}
