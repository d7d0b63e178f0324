//! 2. What a future is.
//!
//! A future is a value with one method, `poll`. It answers `Ready` with the result, or `Pending`;
//! then it has made sure that somebody will call the waker which it was given, once there is more
//! to do. An `async fn` saves you from writing such a value by hand: an enum, which says how far it
//! has come, and a `poll`, which goes on from there. The attribute writes just these; without it,
//! the compiler makes the same, and gives it no name.
//!
//! `cx` carries the waker, of which lesson 3 tells. `Pin` is what lesson 5 is about; until then,
//! read `Pin<&mut Self>` as `&mut Self`, `self.set(x)` as `*self = x`, and `Pin::new(wait)` as
//! `wait`. [`Scripted`] stands for what takes time: it is ready when `main` says so, as [`Stepper`]
//! polls when `main` says so.
//!
//! `cargo run --example 02_future_trait`
//!
//! # In TypeScript
//!
//! What a class needs to be awaited is a method `then`, which is given two callbacks. It calls the
//! one with a result, or the other with an error.
//!
//! ```ts
//! class Kettle {
//!   #waiting: ((degrees: number) => void)[] = [];
//!   then(resolve: (degrees: number) => void, _reject: (why: unknown) => void) {
//!     this.#waiting.push(resolve);
//!   }
//!   boils(degrees: number) {
//!     for (const resolve of this.#waiting) resolve(degrees);
//!   }
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
//! The result is pushed to whoever waits, through callbacks that lie on the heap. (If you await
//! this kettle after it has boiled, you wait forever; a promise keeps its result, too.) In Rust the
//! result is pulled: a wake says only that polling is worthwhile, the result is what `poll`
//! returns, and nothing in that needs a heap.

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

/// The same by hand: where it is, and what it needs there. By hand the kettle can go earlier, and
/// the state after a panic can be left out.
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

    println!("\nAn `async fn` keeps its parameters to its end, so `kettle` is still there.");

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
