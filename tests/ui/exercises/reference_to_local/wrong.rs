//! `word` is a local of the future, dropped when that is done, and the reference to it would be
//! left.

use visualize_future::visualize_future;

#[visualize_future]
async fn longest(text: &str) -> &str {
    let word = text.split(' ').max_by_key(|word| word.len());
    let word = word.unwrap_or(text).to_lowercase();
    tokio::task::yield_now().await;
    &word
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    assert_eq!(longest("Two NOODLES").await, "noodles");
}
