use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example(result: Result<usize, String>) -> usize {
    io(1).await;
    if let Err(error) = result {
        return io(error.len()).await;
    }
    0
}

fn main() {
    let _ = example;
}
