//! Generic functions that spawn.

use std::future::Future;

use tokio::task::yield_now;
use visualize_future::visualize_future;
use visualize_future_examples::{is_send, item_text, paused_runtime, yes_or_no};

use crate::native::{ADA, Ada, Cook};

/// The same trait, with a promise: an implementation may write `async fn`, and the compiler holds
/// it to that.
pub(crate) trait SendCook {
    fn cook(&self) -> impl Future<Output = usize> + Send;
}

impl SendCook for Ada {
    #[visualize_future]
    async fn cook(&self) -> usize {
        yield_now().await;
        self.plates
    }
}

/// What is known of any cook's future is what the trait says.
fn known_of_any<C: Cook>(cook: &C) -> bool {
    is_send!(&cook.cook())
}

fn known_of_any_send_cook<C: SendCook>(cook: &C) -> bool {
    is_send!(&cook.cook())
}

/// It would not compile with `Cook`.
fn spawn<C: SendCook + Send + Sync + 'static>(cook: C) -> tokio::task::JoinHandle<usize> {
    tokio::spawn(async move { cook.cook().await })
}

/// Shows of whose future the compiler knows that it is `Send`.
pub(crate) fn show() {
    println!(
        "{}",
        item_text("pub(crate) trait SendCook", include_str!("spawned.rs"))
    );
    println!("is it known to be Send?");
    row(
        "Ada's, where it is known to be hers",
        is_send!(&Cook::cook(&ADA)),
    );
    row("any Cook's, although it is Ada's", known_of_any(&ADA));
    row("any SendCook's", known_of_any_send_cook(&ADA));
    let cook = Ada { plates: 2 };
    let served = paused_runtime().block_on(async { spawn(cook).await });
    let plates = served.expect("the task does not panic");
    println!("any SendCook's, in a task: {plates} plates");
}

fn row(whose: &str, is_send: bool) {
    println!("  {whose:<38} {}", yes_or_no(is_send));
}
