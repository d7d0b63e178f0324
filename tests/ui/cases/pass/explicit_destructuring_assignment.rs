use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    let mut a = 1;
    let mut b = 2;
    io(1).await;
    (a, b) = (b, a);
    io(a).await;
    a + b
}

fn main() {
    let _ = example;
}
