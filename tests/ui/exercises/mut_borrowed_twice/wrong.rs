//! A future borrows its arguments until it is done. Both are there at the same time, and only
//! one of them may change `plates`, although they never run at the same time.

use visualize_future::visualize_future;

#[visualize_future]
async fn carry(plates: &mut u32) {
    tokio::task::yield_now().await;
    *plates += 1;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut plates = 0;
    tokio::join!(carry(&mut plates), carry(&mut plates));
    assert_eq!(plates, 2);
}
