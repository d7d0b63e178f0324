use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    tokio::select! {
        n = io(1) => n,
        n = io(2) => n,
    }
}

fn main() {
    let _ = example;
}
