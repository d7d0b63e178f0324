use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example(text: String) -> String {
    let borrowed = &text;
    let length = || borrowed.len();
    io(1).await;
    let value = io(1).await;
    format!("{} {}", length(), value)
}

fn main() {
    let _ = example;
}
