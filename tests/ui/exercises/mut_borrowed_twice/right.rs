//! A `Cell` is changed through shared references. That is enough where both futures belong to
//! one task.

use std::cell::Cell;

use visualize_future::visualize_future;

#[visualize_future]
async fn carry(plates: &Cell<u32>) {
    tokio::task::yield_now().await;
    plates.set(plates.get() + 1);
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let plates = Cell::new(0);
    tokio::join!(carry(&plates), carry(&plates));
    assert_eq!(plates.get(), 2);
}
