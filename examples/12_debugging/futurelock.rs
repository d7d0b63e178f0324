//! A future that is not polled any more, and has been handed a lock.

use std::pin::pin;
use std::sync::Arc;

use tokio::select;
use tokio::sync::Mutex;
use tokio::task::yield_now;
use visualize_future::visualize_future;
use visualize_future_examples::minutes;

/// There is one stove; whoever comes first has it first.
type Stove = Arc<Mutex<()>>;

#[visualize_future(skip_all)]
async fn cook(dish: &str, stove: &Stove) {
    let _stove = stove.lock().await;
    println!("({dish} on the stove)");
    minutes(5).await;
}

#[visualize_future(skip_all)]
async fn dinner(stove: Stove) {
    let mut soup = pin!(cook("soup", &stove));
    select! {
        () = &mut soup => {}
        () = minutes(3) => {
            println!("(the soup takes too long: an egg instead)");
            cook("egg", &stove).await;
        }
    }
}

/// The same, but `select!` has the soup itself, and drops it before the arm begins.
#[visualize_future(skip_all)]
async fn dinner_by_value(stove: Stove) {
    select! {
        () = cook("soup", &stove) => {}
        () = minutes(3) => {
            println!("(the soup takes too long: an egg instead)");
            cook("egg", &stove).await;
        }
    }
}

/// A stove on which somebody else cooks already.
async fn stove_in_use() -> Stove {
    let stove = Stove::default();
    let neighbour = Arc::clone(&stove);
    tokio::spawn(async move { cook("rice", &neighbour).await });
    yield_now().await;
    stove
}

pub(crate) async fn stuck() {
    dinner(stove_in_use().await).await;
}

pub(crate) async fn fixed() {
    dinner_by_value(stove_in_use().await).await;
}
