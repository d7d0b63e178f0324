use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    fn inner() -> usize {
        5
    }
    let n = io(1).await;
    if n > 1 {
        return io(inner()).await;
    }
    n
}

fn main() {
    let _ = example;
}
