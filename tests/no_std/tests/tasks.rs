//! Tasks in statics, as embassy has them.

mod support;

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use support::alone;
use visualize_future::visualize_future;
use visualize_future_tests_no_std::executor::poll_once;
use visualize_future_tests_no_std::leaf::Pends;
use visualize_future_tests_no_std::{Sensor, self_reference, spawn, two_awaits};

static SUM: AtomicU32 = AtomicU32::new(0);

/// A task of firmware.
#[visualize_future(lowering = "explicit")]
async fn measure() {
    let mut sensor = Sensor::default();
    let mut rounds = 0;
    while rounds < 3 {
        if let Some(mean) = sensor.mean(2).await {
            SUM.fetch_add(u32::from(mean), SeqCst);
        }
        rounds += 1;
    }
}

/// Another one, by the compiler.
#[visualize_future(lowering = "compiler")]
async fn count() {
    SUM.fetch_add(self_reference(2).await, SeqCst);
    Pends(1).await;
    SUM.fetch_add(two_awaits(1).await, SeqCst);
}

#[test]
fn tasks_are_polled_until_they_are_done_and_can_be_looked_at_meanwhile() {
    let _alone = alone();
    let (measure, count) = (spawn!(measure), spawn!(count));
    assert!(poll_once());
    assert_eq!(measure.look(|future| future.state().name), "Suspend0");
    assert_eq!(
        measure.look(|future| future.state().awaiting),
        "sensor.mean(2)"
    );
    if cfg!(feature = "single-thread") {
        assert_eq!(count.look(|future| future.state().name), "Suspend0");
    }
    let rounds = measure.look(|future| {
        let memory = future.memory();
        let rounds = memory.saved().find(|field| field.name == "rounds").unwrap();
        assert_eq!(rounds.size, 4);
        rounds.address
    });
    // SAFETY: the local lies there for as long as the future waits.
    assert_eq!(unsafe { *(rounds as *const i32) }, 0);
    while poll_once() {}
    assert!(measure.is_done() && count.is_done());
    // The means are 4, 10 and 16; each of the sums is 28, and one is added.
    assert_eq!(SUM.load(SeqCst), 4 + 10 + 16 + 28 + 29);
    assert_eq!(measure.look(|future| future.state().name), "Returned");
    assert_eq!(measure.look(|future| future.polls()), 7);
}
