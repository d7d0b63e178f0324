//! 5. Why `Pin` exists.
//!
//! A future that waits is a value, and its locals are inside it. If one of them is a reference to
//! another, the value holds its own address. Values move in Rust, into a `Vec`, out of a function,
//! and to move one is to copy its bytes: nobody looks for addresses among them, to correct them.
//!
//! In your own code the borrow checker sees a reference, and refuses to move what it points to.
//! Here it cannot: the type of a future says nothing of what points to what inside, and is the same
//! before and after the first poll. Between two polls nobody seems to borrow it, so that its owner
//! could move it; and so could anybody with a `&mut` to it, since `mem::swap` exchanges the bytes
//! of two values.
//!
//! That is the gap which `Pin` closes. `poll` does not take `&mut self` but `Pin<&mut Self>`, a
//! pointer that hands out no such `&mut`. To get one, you give the future away, since otherwise you
//! could move it once that pointer is gone: `Box::pin` takes it to the heap, and `pin!` into a
//! variable that you cannot name. No pinning, no poll. Before the first poll it may move, because
//! only its arguments are in it: `x` and `y` come into being during that poll.
//!
//! You have awaited for four lessons without a `Pin`, because `.await` pins for you: what is
//! awaited lies in the future around it, and stays because that one does; `block_on` and `spawn`
//! pin the root. And most types do not care whether they move. They are `Unpin`, and for them `Pin`
//! gives the `&mut` back: `Tea` in lesson 2 and `Timer` in lesson 3, whose fields do not point to
//! each other. The futures of `async fn`s are not `Unpin`.
//!
//! In the source below, a `Pin<Box<F>>` owns a pinned future, and `as_mut` lends a `Pin<&mut F>` of
//! it for one poll.
//!
//! `cargo run --example 05_pin`
//!
//! # In TypeScript
//!
//! ```ts
//! const someIo = () => new Promise<void>(done => setTimeout(done, 0));
//!
//! async function example(): Promise<void> {
//!   const x = new Array(1024).fill(0);
//!   const y = x;
//!   await someIo();
//!   console.log(y.slice(0, 4));
//! }
//!
//! await example();
//! ```
//!
//! prints
//!
//! ```text
//! [ 0, 0, 0, 0 ]
//! ```
//!
//! There `x` and `y` are two references to an array elsewhere, on the heap. Engines move objects,
//! too, when they collect garbage: they know where all references are, and correct each one. A
//! program in Rust has nobody who knows that, and so nothing to pay for it.

mod cells;

use std::future::Future;
use std::task::{Context, Waker};

use visualize_future::step::{Scripted, Stepper};
use visualize_future::{Memory, visualize_future};
use visualize_future_examples::{function_text, heading, item_text, memory_map, wrapped};

#[visualize_future]
async fn example(some_io: Scripted<()>) {
    let x = [0; 1024];
    let y = &x;
    some_io.wait().await;
    println!("y sees {:?} and so forth", &y[..4]);
}

fn main() {
    let some_io = Scripted::new();

    heading("It waits, and holds a reference to itself");
    let mut waiting = Stepper::new(example(some_io.clone()));
    assert!(waiting.poll().is_pending());
    let memory = waiting.memory();
    print!(
        "{}",
        function_text(memory.layout.machine, include_str!("main.rs"))
    );
    println!("\n{}", memory_map(&memory, false));

    heading("If it were moved now");
    where_it_would_point(&memory);

    heading("The same with a memory of 16 cells, where it is safe to try");
    cells::try_it();

    heading("Before the first poll it may move: nothing in it points to itself yet");
    let future = example(some_io.clone());
    let before = future.address();
    // `Box::pin(future)` does this, and pins it at once.
    let in_a_box = Box::new(future);
    let (state, after) = (in_a_box.state().name, in_a_box.address());
    println!("{state}, put into a box: it lies {}", place(before, after));

    heading("To be polled, it is pinned: its box may move, and it stays");
    let mut cx = Context::from_waker(Waker::noop());
    let mut pinned = Box::into_pin(in_a_box);
    assert!(pinned.as_mut().poll(&mut cx).is_pending());
    let before = pinned.address();
    let mut list = Vec::from([pinned]);
    let (state, after) = (list[0].state().name, list[0].address());
    println!(
        "{state}, its box put into a list: it lies {}",
        place(before, after)
    );
    (0..2).for_each(|_| some_io.ready(()));
    assert!(list[0].as_mut().poll(&mut cx).is_ready());
    println!(
        "
A box is a pointer, as a variable is in TypeScript that holds an object: moved
is the pointer, and what it points to stays where it is, on the heap."
    );

    heading("To swap two that are pinned: what the compiler says");
    the_compiler_refuses();
}

/// What rustc says of a program that swaps two pinned futures; the tests compile that program, and
/// compare the message.
fn the_compiler_refuses() {
    let program = include_str!("../../tests/ui/exercises/swapped_while_pinned/wrong.rs");
    println!("{}", item_text("fn main", program));
    let text = include_str!("../../tests/ui/exercises/swapped_while_pinned/wrong.stderr");
    let first = text.split("\n\n").next().unwrap_or_default();
    print!("{}", wrapped(first));
    println!(
        "
`DerefMut` is what makes `&mut *one` work. `Pin` has it for types that are
`Unpin` only, and so there is no `&mut` by which the two could be swapped."
    );
}

/// Where `y` would point, by the memory of the future that waits.
fn where_it_would_point(memory: &Memory) {
    let size = memory.layout.size;
    let Ok(pointers) = &memory.pointers else {
        return println!("(which local points into which is known on Linux only)");
    };
    for pointer in pointers {
        let mut fields = memory.fields.iter();
        let target = fields.find(|field| field.name == pointer.to);
        let offset = target.expect("it points there").offset;
        println!(
            "\
To move a value is to copy its bytes: all {size} of them, say to +{size}.
  {to} would lie at +{size} + {offset} = +{}
  {from} would still point to +{offset}, where {to} has been",
            size + offset,
            from = pointer.from,
            to = pointer.to,
        );
    }
}

fn place(before: usize, after: usize) -> &'static str {
    if before == after {
        "where it lay"
    } else {
        "somewhere else"
    }
}
