//! The future borrows from its caller.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

fn spawn<F: std::future::Future + Send + 'static>(_: F) {}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example(text: &str) -> usize {
    io(1).await;
    text.len()
}

fn main() {
    let text = String::new();
    spawn(example(&text));
}
