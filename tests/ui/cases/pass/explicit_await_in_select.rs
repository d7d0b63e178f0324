use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    let one = io(1);
    let two = io(2);
    tokio::select! {
        n = one => n,
        n = two => n,
    }
}

fn main() {
    let _ = example;
}
