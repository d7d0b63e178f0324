use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

async fn pair(text: &str) -> (usize, usize) {
    (io(text.len()).await, 1)
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    let value = pair(&String::from("temporary")).await;
    let (length, _) = value;
    length
}

fn main() {
    let _ = example;
}
