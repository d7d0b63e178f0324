use visualize_future::visualize_future;

#[visualize_future(name = "a", xray, level = "debug")]
async fn example() {
    std::future::ready(()).await;
}

fn main() {
    let _ = example();
}
