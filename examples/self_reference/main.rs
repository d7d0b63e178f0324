//! Why does `Pin` exist?
//!
//! `cargo run --example self_reference` shows the state machine inside a function of a few
//! lines, runs it, and looks into its memory while it waits. Everything that is printed comes
//! from the running program. With `-- --without-time` it leaves out what differs from run to
//! run.

mod device;
mod executor;
mod why;

use std::pin::pin;

use tracing_subscriber::filter::EnvFilter;
use tracing_subscriber::prelude::*;
use visualize_future::lints::{self, Lint};
use visualize_future::view::View;
use visualize_future::visualize_future;
use visualize_future_examples::{enum_text, function_text, heading, memory_map};

use device::some_io;
use why::why;

#[visualize_future]
async fn example() {
    let x = [0; 1024];
    let y = &x;
    some_io().await;
    println!("y sees the {} numbers of x, all of them {}", y.len(), y[7]);
}

fn main() {
    let times = std::env::args().all(|argument| argument != "--without-time");

    // Calling it runs nothing, so that it can be asked how it is laid out, and dropped.
    let layout = example().layout();
    heading("The function, as written");
    print!("{}", function_text(layout.machine, include_str!("main.rs")));
    heading("The enum that it becomes");
    print!("{}", enum_text(&layout));

    heading("Its states, and a run");
    show_the_run(times);
    let mut future = pin!(example());
    let mut memory = None;
    executor::run(future.as_mut(), |waiting| {
        let looked = waiting.memory();
        println!("\n{}\n", memory_map(&looked, times));
        memory = Some(looked);
    });

    heading("Why `Pin` exists");
    let memory = memory.expect("it waited once");
    why(&memory, future.address());
}

/// Prints machines and runs on standard output, between what the lesson itself prints.
fn show_the_run(times: bool) {
    // On a busy machine, starting the device's thread takes long enough for this lint, which
    // belongs to another lesson.
    lints::set(Lint::LongPoll, lints::Level::Allow);
    let view = View::new().with_stdout();
    let view = if times { view } else { view.without_time() };
    let filter = EnvFilter::new("info,visualize_future=trace");
    let view = view.with_filter(filter);
    tracing_subscriber::registry().with(view).init();
}
