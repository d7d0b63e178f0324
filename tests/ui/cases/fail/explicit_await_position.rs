use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

fn sum(a: usize, b: usize) -> usize {
    a + b
}

#[visualize_future(lowering = "explicit")]
async fn example(text: String) -> usize {
    sum(text.len(), io(1).await)
}

fn main() {
    let _ = example;
}
