use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn example(text: String) -> usize {
    let borrowed = &text;
    let length = || borrowed.len();
    io(1).await;
    length()
}

#[visualize_future(lowering = "explicit")]
async fn moved(text: String) -> usize {
    let length = move || text.len();
    io(1).await;
    length()
}

fn main() {
    let _ = (example, moved);
}
