//! The first annotated future of the process is made on a thread that has no subscriber, while
//! another thread has one.
//!
//! While there is one subscriber only, `tracing` asks that of the current thread alone whether
//! it is interested in something new, and believes the answer.

mod support;

use std::sync::mpsc;
use std::thread;

use support::{pending, poll, record};
use visualize_future::visualize_future;

#[visualize_future(lowering = "compiler")]
async fn listed() {
    pending(1).await;
}

#[test]
fn the_subscriber_hears_of_it() {
    let (to_maker, ready) = mpsc::channel();
    let (to_us, made) = mpsc::channel();
    let maker = thread::spawn(move || {
        ready.recv().unwrap();
        let unlisted = Box::pin(machine!(unlisted, [], async { pending(1).await }));
        to_us.send((Box::pin(listed()), unlisted)).unwrap();
    });
    let (_, recorder) = record(|_| {
        to_maker.send(()).unwrap();
        let (mut listed, mut unlisted) = made.recv().unwrap();
        while poll(listed.as_mut()).is_pending() {}
        while poll(unlisted.as_mut()).is_pending() {}
    });
    maker.join().unwrap();
    let spans: Vec<_> = recorder.spans().iter().map(|span| span.name).collect();
    assert_eq!(spans, ["listed", "unlisted"]);
    let polls = recorder.events("poll");
    let polls: Vec<_> = polls.iter().map(|poll| poll.span_name.unwrap()).collect();
    assert_eq!(polls, ["listed", "listed", "unlisted", "unlisted"]);
}
