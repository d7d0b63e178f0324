use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example(n: usize) -> usize {
    if n == 0 {
        return io(0).await;
    }
    Box::pin(example(n - 1)).await
}

fn main() {
    let _ = example;
}
