//! A future that two threads poll in turn, as executors with several threads do it.

use std::future::Future;
use std::pin::Pin;
use std::sync::mpsc::channel;
use std::task::{Context, Waker};
use std::thread;

use visualize_future::step::Scripted;
use visualize_future::visualize_future;
use visualize_future_examples::show_trace;

#[visualize_future(skip_all)]
async fn carry(kitchen: Scripted<u32>) -> u32 {
    let soups = kitchen.wait().await;
    let noodles = kitchen.wait().await;
    soups + noodles
}

/// Starts a thread of that name. It polls whatever future it is given once, and gives it back.
fn worker<F: Future + Send + 'static>(name: &str) -> impl Fn(Pin<Box<F>>) -> Pin<Box<F>> {
    let (give, given) = channel::<Pin<Box<F>>>();
    let (give_back, given_back) = channel();
    let work = move || {
        for mut future in given {
            let mut cx = Context::from_waker(Waker::noop());
            let _result = future.as_mut().poll(&mut cx);
            give_back.send(future).expect("`main` waits for it");
        }
    };
    let thread = thread::Builder::new().name(name.to_owned()).spawn(work);
    thread.expect("a thread can be started");
    move |future| {
        give.send(future).expect("the thread waits for futures");
        given_back.recv().expect("the future does not panic")
    }
}

/// Shows the trace of a future that two threads poll in turn.
pub(crate) fn show() {
    show_trace("visualize_future=trace");
    let kitchen = Scripted::new();
    let (one, two) = (worker("worker 1"), worker("worker 2"));
    let future = one(Box::pin(carry(kitchen.clone())));
    kitchen.ready(2);
    let future = two(future);
    kitchen.ready(3);
    drop(one(future));
}
