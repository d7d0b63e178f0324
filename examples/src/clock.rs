//! The clock of the lessons, which tells minutes and takes no time.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

/// A runtime of one thread, whose clock stands still while somebody runs, and jumps to the next
/// moment at which somebody wants to be woken when nobody does.
///
/// # Panics
/// If the system has no resources left for one.
pub fn paused_runtime() -> Runtime {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build();
    runtime.expect("a runtime can be started")
}

/// Waits for so many minutes of that clock.
///
/// # Panics
/// If it is polled outside of a runtime.
pub async fn minutes(count: u64) {
    tokio::time::sleep(duration(count)).await;
}

/// Computes for so many minutes of that clock, without ever waiting: nobody else runs on this
/// thread meanwhile, as if the processor had been at work.
///
/// # Panics
/// Outside of a [`paused_runtime`].
pub fn compute(minutes: u64) {
    let advance = pin!(tokio::time::advance(duration(minutes)));
    // Its first poll sets the clock forward. Then it would yield, which no computation does.
    let _yields = advance.poll(&mut Context::from_waker(Waker::noop()));
}

pub(crate) fn duration(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::{compute, duration, minutes, paused_runtime};

    #[test]
    fn computing_takes_time_and_lets_nobody_else_run() {
        paused_runtime().block_on(async {
            let start = Instant::now();
            let other = tokio::spawn(async { Instant::now() });
            compute(3);
            assert_eq!(start.elapsed(), duration(3));
            minutes(1).await;
            let other = other.await.expect("it does not panic");
            assert_eq!(other - start, duration(3));
        });
    }
}
