//! The view beside other layers, and on several threads.
#![cfg(feature = "view")]

mod view_support;

use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::{io, thread};

use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer;
use tracing_subscriber::prelude::*;
use visualize_future::view::View;
use visualize_future::{visualize_future, vocabulary};

use view_support::captured::{Written, captured};
use view_support::gate::Gate;

#[visualize_future(skip_all)]
async fn waits(gate: Gate) {
    gate.await;
}

/// Counts polls.
#[derive(Clone, Default)]
struct Polls(Arc<Mutex<usize>>);

impl<S: Subscriber> Layer<S> for Polls {
    fn on_event(&self, event: &Event<'_>, _: layer::Context<'_, S>) {
        if event.metadata().name() == vocabulary::POLL {
            *self.0.lock().unwrap() += 1;
        }
    }
}

#[test]
fn each_layer_has_its_own_level() {
    let (polls, written) = (Polls::default(), Written::default());
    let view = View::new().with_writer(written.clone());
    let subscriber = tracing_subscriber::registry()
        .with(polls.clone().with_filter(LevelFilter::TRACE))
        .with(view.with_filter(LevelFilter::DEBUG));
    tracing::subscriber::with_default(subscriber, || {
        let mut future = Box::pin(waits(Gate::default()));
        let mut context = Context::from_waker(Waker::noop());
        assert!(future.as_mut().poll(&mut context).is_pending());
        assert!(future.as_mut().poll(&mut context).is_pending());
    });
    assert_eq!(*polls.0.lock().unwrap(), 2);
    let seen = written.text();
    assert!(seen.contains("Unresumed"), "{seen}");
    assert!(!seen.contains("poll 1"), "{seen}");
    assert!(seen.contains("cancelled in Suspend0"), "{seen}");
}

#[test]
fn two_views_of_one_run_show_the_same() {
    let (first, second) = (Written::default(), Written::default());
    let subscriber = tracing_subscriber::registry()
        .with(View::new().with_writer(first.clone()).without_time())
        .with(View::new().with_writer(second.clone()).without_time());
    tracing::subscriber::with_default(subscriber, || drop(waits(Gate::default())));
    assert!(first.text().contains("dropped without ever being polled"));
    assert_eq!(first.text(), second.text());
}

#[test]
fn a_poll_on_another_thread_says_so_once() {
    let text = captured(
        "trace",
        |view| view.with_diagrams(false),
        || {
            let mut future = Box::pin(waits(Gate::default()));
            let mut poll = || {
                let mut context = Context::from_waker(Waker::noop());
                assert!(future.as_mut().poll(&mut context).is_pending());
            };
            poll();
            let dispatch = tracing::dispatcher::get_default(Clone::clone);
            thread::scope(|scope| {
                let elsewhere = thread::Builder::new().name("elsewhere".to_owned());
                let polls = || {
                    tracing::dispatcher::with_default(&dispatch, || {
                        poll();
                        poll();
                    });
                };
                elsewhere.spawn_scoped(scope, polls).unwrap();
            });
        },
    );
    let polls: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split_once("╭ "))
        .map(|(_, poll)| poll)
        .collect();
    assert_eq!(
        polls,
        [
            "poll 1",
            "poll 2 on thread elsewhere at the same address",
            "poll 3 at the same address",
        ]
    );
}

/// A writer that is itself annotated and traced must not wait for itself.
struct Talkative(Written);

impl io::Write for Talkative {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        tracing::event!(Level::INFO, "writing");
        drop(waits(Gate::default()));
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[test]
fn a_writer_that_is_traced_itself() {
    let written = Written::default();
    let view = View::new().with_writer(Talkative(written.clone()));
    let subscriber = tracing_subscriber::registry().with(view);
    tracing::subscriber::with_default(subscriber, || tracing::info!("hello"));
    let seen = written.text();
    assert!(seen.contains("INFO hello"), "{seen}");
    assert!(!seen.contains("writing"), "{seen}");
}

#[visualize_future]
async fn takes(list: &[u32], text: &str) {
    let _ = (list, text);
}

#[test]
fn long_arguments_are_shown_in_part() {
    let list = vec![7; 1_000_000];
    let text = "text".repeat(1_000_000);
    let written = captured(
        "trace",
        |view| view.with_diagrams(false),
        || drop(takes(&list, &text)),
    );
    assert!(written.contains("list=[7, 7"), "{written}");
    assert!(written.contains("text=texttext"), "{written}");
    assert_eq!(written.matches('…').count(), 2, "{written}");
    assert!(written.len() < 4_000, "{written}");
}

#[test]
fn long_messages_are_shown_in_full() {
    let text = "word".repeat(100_000);
    let written = captured("trace", |view| view, || tracing::info!("{text}"));
    let written: String = written.split_whitespace().collect();
    assert!(written.contains(&text), "{}", written.len());
}
