use visualize_future::visualize_future;

struct Pair {
    left: String,
    right: String,
}

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example(pair: Pair) -> usize {
    io(1).await;
    let left = pair.left;
    io(left.len()).await
}

fn main() {
    let _ = example;
}
