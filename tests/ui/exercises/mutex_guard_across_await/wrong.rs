//! The guard lives to the end of the function, so the lock is held while the future waits. The
//! thread that locks must unlock, hence the guard is not `Send`, and neither is the future.

use std::sync::{Arc, Mutex};

use visualize_future::visualize_future;

#[visualize_future]
async fn count(total: Arc<Mutex<u32>>) {
    let mut guard = total.lock().unwrap();
    *guard += 1;
    tokio::task::yield_now().await;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let total = Arc::new(Mutex::new(0));
    tokio::spawn(count(total.clone())).await.unwrap();
    assert_eq!(*total.lock().unwrap(), 1);
}
