//! embassy's own executor, queue and clock; time is the test's.

mod support;

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};

use embassy_executor::{Spawner, raw};
use embassy_sync::blocking_mutex::raw::CriticalSectionRawMutex;
use embassy_sync::channel::Channel;
use embassy_time::{Duration, MockDriver, Timer};
use support::alone;
use visualize_future::{Machine, visualize_future};

static BEATS: Channel<CriticalSectionRawMutex, u32, 1> = Channel::new();
static SUM: AtomicU32 = AtomicU32::new(0);
static PENDING: AtomicBool = AtomicBool::new(false);

/// What wakes the executor, in place of an interrupt.
#[unsafe(export_name = "__pender")]
fn pender(_: *mut ()) {
    PENDING.store(true, SeqCst);
}

/// An annotated function that a task awaits.
#[visualize_future(lowering = "explicit")]
async fn beat(number: u32) -> u32 {
    Timer::after(Duration::from_millis(10)).await;
    BEATS.send(number).await;
    number + 1
}

#[embassy_executor::task]
async fn sender() {
    let mut number = 1;
    while number <= 3 {
        number = beat(number).await;
    }
}

/// The attribute above the one that makes a task.
#[visualize_future(lowering = "explicit")]
#[embassy_executor::task]
async fn receiver(times: u32) {
    let mut left = times;
    while left > 0 {
        let number = BEATS.receive().await;
        SUM.fetch_add(number, SeqCst);
        left -= 1;
    }
}

/// The same with the compiler's coroutine, twice in one pool.
#[visualize_future(lowering = "compiler")]
#[embassy_executor::task(pool_size = 2)]
async fn adder(what: u32) {
    Timer::after(Duration::from_millis(5)).await;
    SUM.fetch_add(what, SeqCst);
    Timer::after(Duration::from_millis(5)).await;
    SUM.fetch_add(what, SeqCst);
}

fn machine(name: &str) -> &'static Machine {
    visualize_future::machines()
        .find(|machine| machine.name() == name)
        .unwrap()
}

#[test]
fn tasks_and_annotated_functions() {
    let _alone = alone();
    let executor: &'static raw::Executor =
        Box::leak(Box::new(raw::Executor::new(std::ptr::null_mut())));
    let spawner: Spawner = executor.spawner();
    spawner.spawn(sender().unwrap());
    spawner.spawn(receiver(3).unwrap());
    spawner.spawn(adder(100).unwrap());
    spawner.spawn(adder(1000).unwrap());
    let run = || {
        while PENDING.swap(false, SeqCst) {
            // SAFETY: called by this thread alone, and not from inside a task.
            unsafe { executor.poll() }
        }
    };
    let mut sums = Vec::new();
    for _ in 0..6 {
        run();
        sums.push(SUM.load(SeqCst));
        MockDriver::get().advance(Duration::from_millis(5));
    }
    run();
    sums.push(SUM.load(SeqCst));
    assert_eq!(sums, [0, 1100, 2201, 2201, 2203, 2203, 2206]);
    assert_eq!(machine("receiver").states().len(), 4);
    assert_eq!(machine("receiver").states()[3].awaiting, "BEATS.receive()");
    assert_eq!(machine("adder").states().len(), 5);
}
