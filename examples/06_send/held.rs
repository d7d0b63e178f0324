//! Functions that hold something across an await, or do not.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use tokio::task::yield_now;
use visualize_future::{Layout, LocalKind, visualize_future};
use visualize_future_examples::{function_text, is_send, yes_or_no};

#[visualize_future]
async fn kept() -> usize {
    let name = Rc::new(String::from("Ada"));
    yield_now().await;
    name.len()
}

#[visualize_future]
async fn in_a_block() -> usize {
    let length = {
        let name = Rc::new(String::from("Ada"));
        name.len()
    };
    yield_now().await;
    length
}

#[visualize_future]
async fn given_away() -> usize {
    let name = Rc::new(String::from("Ada"));
    let length = name.len();
    drop(name);
    yield_now().await;
    length
}

#[visualize_future]
async fn as_an_arc() -> usize {
    let name = Arc::new(String::from("Ada"));
    yield_now().await;
    name.len()
}

#[visualize_future]
async fn to_a_cell(plates: &Cell<u32>) {
    yield_now().await;
    plates.set(plates.get() + 1);
}

#[visualize_future]
async fn to_an_atomic(plates: &AtomicU32) {
    yield_now().await;
    plates.fetch_add(1, Relaxed);
}

/// Shows what each of them holds while it waits, and what the compiler says of it.
pub(crate) fn show() {
    let source = include_str!("held.rs");
    println!("{}", function_text(kept().machine(), source));
    println!("{}", function_text(given_away().machine(), source));

    let (cell, atomic) = (Cell::new(0), AtomicU32::new(0));
    println!("{:<13} {:<24} is it Send?", "", "held while it waits");
    let (cell, atomic) = (to_a_cell(&cell), to_an_atomic(&atomic));
    row(&kept().layout(), is_send!(&kept()));
    row(&in_a_block().layout(), is_send!(&in_a_block()));
    row(&given_away().layout(), is_send!(&given_away()));
    row(&as_an_arc().layout(), is_send!(&as_an_arc()));
    row(&cell.layout(), is_send!(&cell));
    row(&atomic.layout(), is_send!(&atomic));
    println!(
        "
`given_away` holds no name while it waits, and the compiler does not believe it:
`len` has borrowed the name, and of what was borrowed it keeps the place up to
the end of the scope. So a block is the safe way to be rid of something."
    );
}

fn row(layout: &Layout, is_send: bool) {
    let waiting = layout.states.iter().find(|state| state.name == "Suspend0");
    let fields = waiting.expect("it awaits something").fields.iter();
    let held: Vec<String> = fields
        .filter(|field| field.kind != LocalKind::Awaitee)
        .map(|field| format!("{}: {}", field.name, field.short_type_name()))
        .collect();
    let (name, held) = (layout.machine.name(), held.join(", "));
    println!("{name:<13} {held:<24} {}", yes_or_no(is_send));
}
