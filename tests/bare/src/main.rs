//! Firmware for Linux on x86_64: a program of `core` alone. It has no allocator and no C library,
//! so that it would not be linked if anything in it asked for one.
//!
//! It runs two tasks, and prints what it sees of them meanwhile.

#![no_std]
#![no_main]

mod machine;

use core::fmt::{self, Write as _};

use visualize_future::visualize_future;
use visualize_future_tests_no_std::executor::poll_once;
use visualize_future_tests_no_std::leaf::Pends;
use visualize_future_tests_no_std::{Either, Sensor, first, spawn, total, two_awaits};

/// An interrupt's share of the work.
#[visualize_future(lowering = "explicit")]
async fn measure() {
    let mut sensor = Sensor::default();
    let mut means = [0_u16; 3];
    let last = &mut means[2];
    for _ in 0..3 {
        if let Some(mean) = sensor.mean(2).await {
            *last = mean;
        }
    }
    tell("the last mean", u32::from(*last));
}

/// What rustc lowers, and what it runs inside of an enum.
#[visualize_future(lowering = "compiler")]
async fn count() {
    let sum = two_awaits(1).await + total(1).await;
    let first = first(Pends(9), async { sum }).await;
    if let Either::Right(sum) = first {
        tell("the sum", sum);
    }
}

fn run() {
    let (measure, count) = (spawn!(measure), spawn!(count));
    poll_once();
    say(format_args!(
        "{}",
        measure.look(|future| future.machine().diagram())
    ));
    measure.look(|future| say(format_args!("{}\n\n", future.layout())));
    measure.look(|future| say(format_args!("{}\n\n", future.memory())));
    count.look(|future| say(format_args!("{future:?}\n")));
    while poll_once() {}
    let mut machines = visualize_future::machines();
    let is_listed = machines.any(|machine| machine.path() == "bare::measure");
    say(format_args!("listed: {is_listed}\n"));
}

fn tell(what: &str, number: u32) {
    say(format_args!("{what} is {number}\n"));
}

struct Output;

impl fmt::Write for Output {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        machine::write(text.as_bytes());
        Ok(())
    }
}

fn say(text: fmt::Arguments<'_>) {
    if Output.write_fmt(text).is_err() {
        machine::exit(2);
    }
}

#[panic_handler]
fn panicked(info: &core::panic::PanicInfo<'_>) -> ! {
    say(format_args!("{info}\n"));
    machine::exit(1)
}
