//! 4. What becomes of an `async fn`.
//!
//! Two things happen to it. Each `.await` becomes a loop: poll what is awaited; if that is ready,
//! go on with its value; if not, leave the function with `Pending`, and come back to this place at
//! the next poll. In essence, and in the words of the
//! compiler:
//!
//! ```text
//! let price = loop {
//!     match awaitee.poll(cx) {
//!         Ready(price) => break price,
//!         Pending => yield,
//!     }
//! };
//! ```
//!
//! And the function, which can be left and come back to, becomes a value: an enum with one variant
//! for the beginning, one for each place where it may have been left, and some for its end. A
//! variant holds what is alive at its place.
//!
//! `cargo run --example 04_desugaring`
//!
//! # In TypeScript
//!
//! Compilers did the same there, for engines that know neither `async` nor generators. In essence
//! they wrote this: a number for where the function is, and variables for what is alive there.
//!
//! ```ts
//! function total(order: Promise<number>, shipping: number): Promise<number> {
//!   let state = 0;
//!   let rebate: number;
//!   const step = (price?: number): number | Promise<number> => {
//!     switch (state) {
//!       case 0:
//!         rebate = shipping / 2;
//!         state = 1;
//!         return order.then(step);
//!       default:
//!         return price! + shipping - rebate;
//!     }
//!   };
//!   return Promise.resolve(step());
//! }
//!
//! console.log(await total(Promise.resolve(20), 10));
//! ```
//!
//! prints
//!
//! ```text
//! 25
//! ```
//!
//! The variables live in a closure on the heap, and their number and size need not concern you. In
//! Rust they are the fields of a value whose size is known when the program is compiled, and which
//! lies where you put it.

mod as_a_loop;

use std::mem::size_of_val;
use std::task::Poll;

use visualize_future::step::{Scripted, Stepper};
use visualize_future::visualize_future;
use visualize_future::xray::Image;
use visualize_future_examples::{enum_text, function_text, heading, item_text};

use as_a_loop::as_a_loop;

#[visualize_future]
async fn total(order: Scripted<u32>, shipping: u32) -> u32 {
    let rebate = shipping / 2;
    let price = order.wait().await;
    price + shipping - rebate
}

/// The same without the attribute.
async fn plain(order: Scripted<u32>, shipping: u32) -> u32 {
    let rebate = shipping / 2;
    let price = order.wait().await;
    price + shipping - rebate
}

fn main() {
    let order = Scripted::new();
    let as_enum = total(order.clone(), 10);
    let as_loop = as_a_loop(order.clone(), 10);
    let by_rustc = plain(order.clone(), 10);

    heading("As written");
    let machine = as_enum.machine();
    print!("{}", function_text(machine, include_str!("main.rs")));

    heading("The `.await` as a loop: ask, and go on or leave");
    let source = include_str!("as_a_loop.rs");
    print!("{}", item_text("pub(crate) async fn", source));

    heading("The states as an enum: what runs, with the attribute");
    print!("{}", enum_text(&as_enum.layout()));
    print!("\n{}", machine.diagram());

    heading("The states as rustc made them, from the debug info");
    by_rustcs_own_account();
    println!(
        "
Captures are the arguments of the call; the parameters are locals made of them,
and rustc keeps a place for both. At the end nothing is left in these places."
    );

    heading("All three, step by step");
    println!("bytes       {:<14} {:<14} rustc's own", "enum", "loop");
    let sizes = (as_enum.layout().enum_size, size_of_val(&as_loop));
    let rustc = size_of_val(&by_rustc);
    println!("            {:<14} {:<14} {rustc}", sizes.0, sizes.1);
    let mut all = (
        Stepper::new(as_enum),
        Stepper::new(as_loop),
        Stepper::new(by_rustc),
    );
    let mut step = |number| {
        let (one, other, third) = (all.0.poll(), all.1.poll(), all.2.poll());
        assert!(one == other && other == third, "they are the same function");
        let (one, other) = (show(one), show(other));
        println!("poll {number}      {one:<14} {other:<14} {}", show(third));
    };
    step(1);
    (0..3).for_each(|_| order.ready(20));
    step(2);
}

/// What the program's debug info says of the coroutine.
fn by_rustcs_own_account() {
    let program = std::env::current_exe().expect("a program has a file");
    let coroutines = Image::open(program).and_then(|image| image.coroutines());
    match coroutines {
        Ok(coroutines) => {
            let plain = coroutines.iter().find(|one| one.path().contains("::plain"));
            print!("{}", plain.expect("it is in this program"));
        }
        Err(why) => println!("{why}"),
    }
}

fn show(result: Poll<u32>) -> String {
    format!("{result:?}")
}
