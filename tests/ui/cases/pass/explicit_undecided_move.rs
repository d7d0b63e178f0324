use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn borrowed(result: Result<usize, String>) -> usize {
    io(1).await;
    if let Err(error) = &result {
        return io(error.len()).await;
    }
    0
}

#[visualize_future(lowering = "explicit")]
async fn moved(result: Result<usize, String>) -> usize {
    io(1).await;
    let moved = result;
    match moved {
        Err(error) => io(error.len()).await,
        Ok(n) => n,
    }
}

fn main() {
    let _ = (borrowed, moved);
}
