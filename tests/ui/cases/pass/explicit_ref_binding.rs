use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example(pair: (String, usize)) -> usize {
    let text = &pair.0;
    io(1).await;
    text.len()
}

fn main() {
    let _ = example;
}
