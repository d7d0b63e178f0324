//! A value is moved in a loop.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example(text: String) {
    loop {
        drop(text);
        io(1).await;
    }
}

fn main() {
    let _ = example(String::new());
}
