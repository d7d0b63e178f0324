//! A thread for what blocks.

use std::sync::mpsc::{Receiver, channel};
use std::thread;

use tokio::join;
use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

/// Holds its thread until it has got three ticks. On the executor's thread, that would be forever.
fn compute_until_ticked(begun: oneshot::Sender<()>, ticks: &Receiver<()>) {
    let thread = thread::current();
    println!("computing, on thread {:?}", thread.name().unwrap_or("?"));
    let _ticker_has_gone = begun.send(());
    let ticks = ticks.iter().take(3).count();
    println!("computed; {ticks} ticks meanwhile");
}

/// A computation and a ticker, on a runtime whose tasks have one thread.
pub(crate) fn show() {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.thread_name("for what blocks").build();
    let runtime = runtime.expect("a runtime can be started");
    let (begun, has_begun) = oneshot::channel();
    let (tick, ticks) = channel();
    runtime.block_on(async {
        let computed = spawn_blocking(move || compute_until_ticked(begun, &ticks));
        let ticker = async {
            has_begun.await.expect("it begins");
            for number in 1..=3 {
                println!("tick {number}");
                tick.send(()).expect("it still computes");
            }
        };
        let (computed, ()) = join!(computed, ticker);
        computed.expect("it does not panic");
    });
}
