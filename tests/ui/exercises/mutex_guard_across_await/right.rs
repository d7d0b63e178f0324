//! A block ends the guard's scope before the await: the lock is free while the future waits.

use std::sync::{Arc, Mutex};

use visualize_future::visualize_future;

#[visualize_future]
async fn count(total: Arc<Mutex<u32>>) {
    {
        let mut guard = total.lock().unwrap();
        *guard += 1;
    }
    tokio::task::yield_now().await;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let total = Arc::new(Mutex::new(0));
    tokio::spawn(count(total.clone())).await.unwrap();
    assert_eq!(*total.lock().unwrap(), 1);
}
