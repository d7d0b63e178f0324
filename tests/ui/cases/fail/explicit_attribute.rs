use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    #[cfg(all())]
    let n = io(1).await;
    io(2).await;
    n
}

fn main() {
    let _ = example;
}
