//! Two tasks, and two locks that they take in opposite order.

use std::sync::Arc;

use tokio::join;
use tokio::sync::Mutex;
use visualize_future::visualize_future;
use visualize_future::xray::LastSnapshots;
use visualize_future_examples::minutes;

/// There is one of each.
#[derive(Default)]
struct Kitchen {
    pan: Mutex<()>,
    stove: Mutex<()>,
}

#[visualize_future(xray, skip_all)]
async fn soup(kitchen: Arc<Kitchen>) {
    let _pan = kitchen.pan.lock().await;
    minutes(1).await;
    let _stove = kitchen.stove.lock().await;
    minutes(5).await;
}

#[visualize_future(xray, skip_all)]
async fn rice(kitchen: Arc<Kitchen>) {
    let _stove = kitchen.stove.lock().await;
    minutes(1).await;
    let _pan = kitchen.pan.lock().await;
    minutes(5).await;
}

/// The pan first, and then the stove, as for the soup.
#[visualize_future(xray, skip_all)]
async fn rice_in_order(kitchen: Arc<Kitchen>) {
    let _pan = kitchen.pan.lock().await;
    let _stove = kitchen.stove.lock().await;
    minutes(5).await;
}

pub(crate) async fn stuck() {
    let kitchen = Arc::default();
    let soup = tokio::spawn(soup(Arc::clone(&kitchen)));
    let rice = tokio::spawn(rice(kitchen));
    let (_, _) = join!(soup, rice);
}

pub(crate) async fn fixed() {
    let kitchen = Arc::default();
    let soup = tokio::spawn(soup(Arc::clone(&kitchen)));
    let rice = tokio::spawn(rice_in_order(kitchen));
    let (_, _) = join!(soup, rice);
}

/// Where each future waits, and what it has locked.
pub(crate) fn print(last: &LastSnapshots) {
    for last in last.all() {
        let event = &last.event;
        let (Some(machine), Some(state)) = (event.machine, event.state) else {
            continue;
        };
        println!("{} waits for {}", machine.name(), state.awaiting);
        println!("     at {}", state.location);
        let snapshot = event.snapshot.as_ref().expect("there is debug info");
        for slot in &snapshot.root.slots {
            if let Some(type_name) = &slot.type_name
                && type_name.contains("::MutexGuard<")
            {
                println!("     and holds {}: {type_name}", slot.name);
            }
        }
    }
}
