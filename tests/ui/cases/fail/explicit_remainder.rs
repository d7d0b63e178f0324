use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

fn input() -> Result<usize, String> {
    Err("what `_` does not bind".to_owned())
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    match input() {
        Ok(n) => io(n).await,
        Err(_) => io(0).await,
    }
}

fn main() {
    let _ = example;
}
