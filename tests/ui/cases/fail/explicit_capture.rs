use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example(text: String) -> usize {
    let length = || text.len();
    io(1).await;
    length()
}

fn main() {
    let _ = example;
}
