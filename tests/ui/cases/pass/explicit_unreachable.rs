use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    return io(1).await;
}

fn main() {
    let _ = example;
}
