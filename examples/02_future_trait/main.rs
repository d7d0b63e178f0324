//! 2. What a future is.
//!
//! A future is a value with one method, `poll`. It answers `Ready` with the result, or `Pending`;
//! then it has seen to it that somebody calls the waker which it was given, once there is more to
//! do. An `async fn` is a way to write such a value: the compiler makes the `enum` and the `poll`
//! that one would write by hand.
//!
//! `cargo run --example 02_future_trait`
//!
//! # In TypeScript
//!
//! What can be awaited is a "thenable": a value with one method, `then`. It is given a callback, and
//! calls it with the result.
//!
//! ```ts
//! class Kettle {
//!   #waiting: ((degrees: number) => void)[] = [];
//!   then(resolve: (degrees: number) => void) { this.#waiting.push(resolve); }
//!   boils(degrees: number) { for (const resolve of this.#waiting) resolve(degrees); }
//! }
//!
//! const kettle = new Kettle();
//! const tea = (async () => (await kettle) - 10)();
//! setTimeout(() => kettle.boils(100), 0);
//! console.log(await tea);
//! ```
//!
//! prints
//!
//! ```text
//! 90
//! ```
//!
//! The result is pushed to whoever waits, through callbacks that lie on the heap. In
//! Rust it is pulled: a wake says only that polling is worth while, the result is what `poll`
//! returns, and nothing needs a heap.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use visualize_future::step::{Scripted, Stepper, Wait};
use visualize_future::visualize_future;
use visualize_future_examples::{enum_text, function_text, heading, item_text};

/// Waits until the kettle boils, and lets the water cool down a little.
#[visualize_future]
async fn tea(kettle: Scripted<u32>) -> u32 {
    let degrees = kettle.wait().await;
    degrees - 10
}

/// The same by hand: where it is, and what it needs there.
#[derive(Debug)]
enum Tea {
    Unresumed { kettle: Scripted<u32> },
    Suspend0 { wait: Wait<u32> },
    Returned,
}

impl Future for Tea {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        if let Tea::Unresumed { kettle } = &*self {
            let wait = kettle.wait();
            self.set(Tea::Suspend0 { wait });
        }
        let Tea::Suspend0 { wait } = &mut *self else {
            panic!("polled after it had returned");
        };
        match Pin::new(wait).poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(degrees) => {
                self.set(Tea::Returned);
                Poll::Ready(degrees - 10)
            }
        }
    }
}

fn main() {
    let kettle = Scripted::new();
    let (ours, theirs) = (kettle.clone(), kettle.clone());
    let mut by_hand = Stepper::new(Tea::Unresumed { kettle: ours });
    let mut written = Stepper::new(tea(theirs));
    let layout = written.future().expect("it is there").layout();

    heading("An async fn, and the enum that it becomes");
    print!("{}", function_text(layout.machine, include_str!("main.rs")));
    print!("\n{}", enum_text(&layout));

    println!("\nAn `async fn` keeps its parameters to its end, so `kettle` stays.");

    heading("The same by hand: an enum, and a poll");
    print!("{}", item_text("enum Tea", include_str!("main.rs")));
    let poll = item_text("impl Future for Tea", include_str!("main.rs"));
    print!("\n{poll}");

    heading("Both, polled step by step");
    println!("{:<22} {:<12} {:<12} async fn", "", "poll says", "by hand");
    let mut step = |what: &str| {
        let (hand, function) = (by_hand.poll(), written.poll());
        assert_eq!(hand, function);
        let (states, says) = ((name(&by_hand), written.state().name), format!("{hand:?}"));
        println!("{what:<22} {says:<12} {:<12} {}", states.0, states.1);
    };
    step("nothing has happened");
    step("still nothing");
    // One value for each of them.
    kettle.ready(100);
    kettle.ready(100);
    step("the kettle boils");
    let wakes = (by_hand.wakes(), written.wakes());
    println!("wakes: by hand {}, async fn {}", wakes.0, wakes.1);
}

/// The name of the variant.
fn name(by_hand: &Stepper<Tea>) -> String {
    let future = by_hand.future().expect("it is there");
    let variant = format!("{:?}", future.get_ref());
    variant.split(' ').next().unwrap_or_default().to_owned()
}
