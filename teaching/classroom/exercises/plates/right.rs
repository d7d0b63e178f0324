//! Two waiters share a counter of the plates that they carry.
//!
//! Either may run on another thread, so the counter is atomic, and so is the number of those who
//! have it: `Arc` instead of `Rc`.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::Arc;

use visualize_future::visualize_future;

#[visualize_future]
async fn carry(plates: Arc<AtomicU32>) {
    for _ in 0..3 {
        tokio::task::yield_now().await;
        plates.fetch_add(1, Ordering::Relaxed);
    }
}

#[tokio::main]
async fn main() {
    let plates = Arc::new(AtomicU32::new(0));
    let one = tokio::spawn(carry(plates.clone()));
    let other = tokio::spawn(carry(plates.clone()));
    one.await.unwrap();
    other.await.unwrap();
    assert_eq!(plates.load(Ordering::Relaxed), 6);
}
