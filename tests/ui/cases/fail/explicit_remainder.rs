use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example(input: Result<usize, String>) -> usize {
    match input {
        Ok(n) => io(n).await,
        Err(_) => io(0).await,
    }
}

fn main() {
    let _ = example;
}
