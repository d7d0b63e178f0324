//! A lock that is held across an await, of the standard library and of tokio.

use std::sync::Mutex;

use tokio::sync::Mutex as AsyncMutex;
use visualize_future::step::{Scripted, Stepper};
use visualize_future::visualize_future;
use visualize_future_examples::{function_text, is_send, yes_or_no};

#[visualize_future(skip_all)]
#[expect(clippy::await_holding_lock, reason = "to see what it does")]
async fn held(plates: &Mutex<u32>, kitchen: Scripted<u32>) {
    let mut guard = plates.lock().expect("nobody panics");
    *guard += kitchen.wait().await;
}

#[visualize_future(skip_all)]
async fn released(plates: &Mutex<u32>, kitchen: Scripted<u32>) {
    let more = kitchen.wait().await;
    let mut guard = plates.lock().expect("nobody panics");
    *guard += more;
}

#[visualize_future(skip_all)]
async fn awaited(plates: &AsyncMutex<u32>, kitchen: Scripted<u32>) {
    let mut guard = plates.lock().await;
    *guard += kitchen.wait().await;
}

/// Polls each of them until it waits, and looks at the lock.
pub(crate) fn show() {
    let source = include_str!("lock.rs");
    let (plates, kitchen) = (Mutex::new(0), Scripted::new());

    let mut waiting = Stepper::making(|| held(&plates, kitchen.clone()));
    assert!(waiting.poll().is_pending());
    let future = waiting.future().expect("it is there").get_ref();
    println!("{}", function_text(future.machine(), source));
    let (awaiting, answer) = (future.state().awaiting, yes_or_no(is_send!(future)));
    println!("held      waits for {awaiting}, {}", tell(&plates));
    println!("          is it Send? {answer}");
    drop(waiting);

    let mut waiting = Stepper::making(|| released(&plates, kitchen.clone()));
    assert!(waiting.poll().is_pending());
    let future = waiting.future().expect("it is there").get_ref();
    let (awaiting, answer) = (future.state().awaiting, yes_or_no(is_send!(future)));
    println!("released  waits for {awaiting}, {}", tell(&plates));
    println!("          is it Send? {answer}");

    println!("\nWith tokio's lock, which is awaited: two of these, one behind the other\n");
    two_that_await_the_lock(source);
}

fn tell(plates: &Mutex<u32>) -> &'static str {
    match plates.try_lock() {
        Ok(_) => "and the lock is free",
        Err(_) => "and the lock is taken, though nobody runs",
    }
}

fn two_that_await_the_lock(source: &str) {
    let (plates, kitchen) = (AsyncMutex::new(0), Scripted::new());
    let mut first = Stepper::making(|| awaited(&plates, kitchen.clone()));
    let mut second = Stepper::making(|| awaited(&plates, kitchen.clone()));
    assert!(first.poll().is_pending() && second.poll().is_pending());
    let future = first.future().expect("it is there").get_ref();
    println!("{}", function_text(future.machine(), source));
    println!("first     waits for {}", first.state().awaiting);
    println!("          is it Send? {}", yes_or_no(is_send!(future)));
    println!("second    waits for {}", second.state().awaiting);
    kitchen.ready(2);
    assert!(first.poll().is_ready());
    let woken = yes_or_no(second.is_woken());
    println!("first     has returned; is the second woken? {woken}");
    kitchen.ready(3);
    assert!(second.poll().is_ready());
    let plates = plates.try_lock().expect("both have returned");
    println!("second    has returned: {plates} plates");
}
