use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn let_else(input: Option<usize>) -> usize {
    let Some(n): Option<usize> = input else {
        return io(1).await;
    };
    n
}

fn main() {
    let _ = let_else;
}
