//! Two waiters share a counter of the plates that they carry.

use std::cell::Cell;
use std::rc::Rc;

use visualize_future::visualize_future;

#[visualize_future]
async fn carry(plates: Rc<Cell<u32>>) {
    for _ in 0..3 {
        tokio::task::yield_now().await;
        plates.set(plates.get() + 1);
    }
}

#[tokio::main]
async fn main() {
    let plates = Rc::new(Cell::new(0));
    let one = tokio::spawn(carry(plates.clone()));
    let other = tokio::spawn(carry(plates.clone()));
    one.await.unwrap();
    other.await.unwrap();
    assert_eq!(plates.get(), 6);
}
