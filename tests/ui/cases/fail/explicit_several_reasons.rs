use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example(text: String) -> String {
    let length = || text.len();
    io(1).await;
    format!("{} {}", length(), io(1).await)
}

fn main() {
    let _ = example;
}
