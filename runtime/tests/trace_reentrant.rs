//! Subscribers that do what they should not: run annotated futures themselves, or panic.

mod support;

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;

use support::{Recorder, pending, poll, record};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::prelude::*;
use visualize_future::visualize_future;

#[visualize_future(lowering = "compiler")]
async fn watched() {
    pending(1).await;
}

#[visualize_future(lowering = "compiler")]
async fn of_the_subscriber() {
    pending(1).await;
}

/// Runs a future for each event.
struct Runs;

thread_local! {
    static RAN: Cell<u32> = const { Cell::new(0) };
    static PANIC_AT: Cell<&'static str> = const { Cell::new("") };
}

impl<S: Subscriber> Layer<S> for Runs {
    fn on_event(&self, _: &Event<'_>, _: Context<'_, S>) {
        RAN.set(RAN.get() + 1);
        let mut future = pin!(of_the_subscriber());
        while poll(future.as_mut()).is_pending() {}
    }
}

#[test]
fn a_subscriber_may_run_futures() {
    let recorder = Recorder::default();
    let subscriber = tracing_subscriber::registry()
        .with(recorder.clone())
        .with(Runs);
    tracing::subscriber::with_default(subscriber, || {
        let mut future = pin!(watched());
        while poll(future.as_mut()).is_pending() {}
    });
    assert_eq!(RAN.get(), 7);
    // `tracing` sees to it that a subscriber does not hear of itself.
    assert_eq!(recorder.spans().len(), 1);
}

/// Panics at an event of that name.
struct Panics;

impl<S: Subscriber> Layer<S> for Panics {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let name = event.metadata().name();
        if name == PANIC_AT.get() {
            PANIC_AT.set("");
            panic!("the subscriber, at {name}");
        }
    }
}

#[test]
fn a_subscriber_that_panics_leaves_the_future_whole() {
    let subscriber = tracing_subscriber::registry().with(Panics);
    tracing::subscriber::with_default(subscriber, || {
        // Before the body runs: it has not run.
        let mut future = pin!(watched());
        PANIC_AT.set("visualize_future::poll");
        assert!(catch_unwind(AssertUnwindSafe(|| poll(future.as_mut()))).is_err());
        assert_eq!(future.state().name, "Unresumed");
        assert!(poll(future.as_mut()).is_pending());
        assert!(poll(future.as_mut()).is_ready());

        // After: it has, and goes on from there.
        for at in ["visualize_future::transition", "visualize_future::polled"] {
            let mut future = pin!(watched());
            PANIC_AT.set(at);
            assert!(catch_unwind(AssertUnwindSafe(|| poll(future.as_mut()))).is_err());
            assert_eq!(future.state().name, "Suspend0");
            assert!(poll(future.as_mut()).is_ready());
        }

        // At the end.
        let mut future = Box::pin(watched());
        assert!(poll(future.as_mut()).is_pending());
        PANIC_AT.set("visualize_future::end");
        assert!(catch_unwind(AssertUnwindSafe(|| drop(future))).is_err());
    });
    // Nobody believes to be inside a poll any more.
    let (_, recorder) = record(|_| {
        let signal = support::Signal::default();
        let mut future = pin!(machine!(waits, [], signal.clone().wait()));
        assert!(poll(future.as_mut()).is_pending());
        signal.set();
        assert!(poll(future.as_mut()).is_ready());
    });
    assert!(!recorder.event("wake").fields.contains_key("by_future"));
}

#[test]
fn a_local_whose_drop_panics() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("as the test wants it");
        }
    }
    let (_, recorder) = record(|_| {
        let mut future = Box::pin(machine!(bomb, ["Suspend0", "pending(1)", 20;], async {
            let _bomb = Bomb;
            visualize_future::rt::mark(3, pending(1)).await;
        }));
        assert!(poll(future.as_mut()).is_pending());
        assert!(catch_unwind(AssertUnwindSafe(|| drop(future))).is_err());
    });
    assert_eq!(recorder.event("end").get("end"), "Cancelled");
    let last = recorder.all().pop().unwrap();
    assert_eq!(last.what, support::What::Close);
}

#[test]
fn the_users_events_while_polled_and_dropped_are_in_the_span() {
    struct Tells;
    impl Drop for Tells {
        fn drop(&mut self) {
            tracing::info!("dropped");
        }
    }
    let (id, recorder) = record(|_| {
        let mut future = Box::pin(machine!(tells, ["Suspend0", "pending(1)", 20;], async {
            let _tells = Tells;
            tracing::info!("polled");
            visualize_future::rt::mark(3, pending(1)).await;
        }));
        assert!(poll(future.as_mut()).is_pending());
        future.id().unwrap().to_string()
    });
    let all = recorder.all();
    let of_user = |text: &str| {
        all.iter()
            .find(|entry| entry.get("message") == text)
            .unwrap()
    };
    assert_eq!(of_user("polled").span.as_ref(), Some(&id));
    assert_eq!(of_user("dropped").span.as_ref(), Some(&id));
}
