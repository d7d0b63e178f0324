use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

async fn length(text: &str) -> usize {
    io(text.len()).await
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    length(&String::from("temporary")).await
}

fn main() {
    let _ = example;
}
