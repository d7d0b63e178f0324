//! Subscribers that come, go, choose, and change their minds.
//!
//! One test, in a process of its own: who listens is a matter of the whole process.

mod support;

use std::pin::pin;

use support::{Recorder, pending, poll, record};
use tracing::Level;
use tracing::subscriber::with_default;
use tracing_subscriber::filter::{EnvFilter, filter_fn};
use tracing_subscriber::prelude::*;
use tracing_subscriber::reload;
use visualize_future::{Visualized, rt, visualize_future};

#[visualize_future(lowering = "compiler")]
async fn plain(number: u32) -> u32 {
    pending(1).await;
    number
}

#[visualize_future(lowering = "compiler", target = "shop", level = "debug")]
async fn elsewhere() {
    pending(1).await;
}

#[visualize_future(lowering = "compiler", level = "trace")]
async fn quiet() {
    pending(1).await;
}

/// A machine that the linker did not list.
fn unlisted() -> Visualized<impl rt::Body<Output = ()>> {
    machine!(unlisted, ["Suspend0", "pending(1)", 20;], async {
        rt::mark(3, pending(1)).await;
    })
}

fn run_all() {
    let mut future = pin!(plain(7));
    while poll(future.as_mut()).is_pending() {}
    let mut future = pin!(elsewhere());
    while poll(future.as_mut()).is_pending() {}
    let mut future = pin!(unlisted());
    while poll(future.as_mut()).is_pending() {}
}

/// Runs with a filter before the recorder; gives the number of spans, and the events' names
/// with the machine in whose span they are.
fn filtered(directives: &str) -> (usize, Vec<String>) {
    let recorder = Recorder::default();
    let subscriber = tracing_subscriber::registry()
        .with(EnvFilter::new(directives))
        .with(recorder.clone());
    with_default(subscriber, run_all);
    told(&recorder)
}

fn told(recorder: &Recorder) -> (usize, Vec<String>) {
    let all = recorder.all();
    let events = all
        .iter()
        .filter(|entry| entry.what == support::What::Event);
    let named = events.map(|entry| format!("{} {}", entry.span_name.unwrap_or("-"), entry.name));
    (recorder.spans().len(), named.collect())
}

const PLAIN: [&str; 7] = [
    "plain poll",
    "plain transition",
    "plain polled",
    "plain poll",
    "plain transition",
    "plain polled",
    "plain end",
];

#[test]
fn who_listens() {
    nobody();
    somebody_comes_and_goes();
    levels_and_targets();
    by_span_and_field();
    by_name();
    two_with_filters_of_their_own();
    reloaded();
}

fn nobody() {
    let mut future = pin!(plain(7));
    assert!(poll(future.as_mut()).is_pending());
    assert_eq!(future.id(), None);
}

fn somebody_comes_and_goes() {
    // Made and polled before, watched from now on.
    let mut early = pin!(plain(7));
    assert!(poll(early.as_mut()).is_pending());
    assert_eq!(early.id(), None);
    let (_, recorder) = record(|_| assert!(poll(early.as_mut()).is_ready()));
    assert_eq!(
        told(&recorder),
        (
            1,
            [
                "plain poll",
                "plain transition",
                "plain polled",
                "plain end"
            ]
            .map(String::from)
            .into()
        )
    );

    // Watched at first, then no more, then again by another.
    let (mut future, recorder) = record(|_| {
        let mut future = Box::pin(plain(7));
        assert!(poll(future.as_mut()).is_pending());
        future
    });
    assert_eq!(recorder.names(), ["poll", "transition", "polled"]);
    drop(recorder);
    let id = future.id();
    assert!(id.is_some());
    assert!(poll(future.as_mut()).is_ready());
    let (_, recorder) = record(|_| drop(future));
    // It has ended, in between, and does not end again.
    assert_eq!(recorder.names(), [""; 0]);

    // Once `tracing` has noticed, nothing is done for nobody.
    tracing::callsite::rebuild_interest_cache();
    let mut future = pin!(plain(7));
    assert!(poll(future.as_mut()).is_pending());
    assert_eq!(future.id(), None);
}

fn levels_and_targets() {
    assert_eq!(filtered("off"), (0, vec![]));
    assert_eq!(filtered("error"), (0, vec![]));
    assert_eq!(
        filtered("visualize_future=info"),
        (2, vec!["plain end".into(), "unlisted end".into()])
    );
    assert_eq!(
        filtered("visualize_future=debug").1[..3],
        ["plain transition", "plain transition", "plain end"]
    );
    assert_eq!(filtered("visualize_future=trace").1[..7], PLAIN);
    // The span's level is that of the attribute, and its end is not more prominent.
    assert_eq!(filtered("shop=info"), (0, vec![]));
    assert_eq!(
        filtered("shop=debug"),
        (
            1,
            vec![
                "elsewhere transition".into(),
                "elsewhere transition".into(),
                "elsewhere end".into()
            ]
        )
    );
    let recorder = Recorder::default();
    let subscriber = tracing_subscriber::registry()
        .with(EnvFilter::new("visualize_future=debug"))
        .with(recorder.clone());
    with_default(subscriber, || {
        let mut future = pin!(quiet());
        while poll(future.as_mut()).is_pending() {}
    });
    assert_eq!(told(&recorder), (0, vec![]));
}

fn by_span_and_field() {
    let expected: Vec<String> = PLAIN.map(String::from).into();
    assert_eq!(filtered("off,[plain]=trace"), (1, expected.clone()));
    assert_eq!(filtered("off,[plain{number=7}]=trace"), (1, expected));
    assert_eq!(filtered("off,[plain{number=8}]=trace").1, [""; 0]);
}

fn by_name() {
    let recorder = Recorder::default();
    let filter = filter_fn(|metadata| metadata.name() == "visualize_future::end");
    let subscriber = tracing_subscriber::registry().with(recorder.clone().with_filter(filter));
    with_default(subscriber, run_all);
    assert_eq!(
        told(&recorder),
        (0, vec!["- end".into(), "- end".into(), "- end".into()])
    );

    let recorder = Recorder::default();
    let filter = filter_fn(|metadata| metadata.is_span() && metadata.name() == "plain");
    let subscriber = tracing_subscriber::registry().with(recorder.clone().with_filter(filter));
    with_default(subscriber, run_all);
    assert_eq!(told(&recorder), (1, vec![]));
}

fn two_with_filters_of_their_own() {
    let (polls, ends) = (Recorder::default(), Recorder::default());
    let subscriber = tracing_subscriber::registry()
        .with(
            polls
                .clone()
                .with_filter(filter_fn(|metadata| *metadata.level() == Level::TRACE)),
        )
        .with(
            ends.clone()
                .with_filter(EnvFilter::new("visualize_future=info")),
        );
    with_default(subscriber, || {
        let mut future = pin!(plain(7));
        while poll(future.as_mut()).is_pending() {}
    });
    assert_eq!(polls.names(), ["poll", "polled", "poll", "polled"]);
    assert_eq!(ends.names(), ["end"]);
}

fn reloaded() {
    let recorder = Recorder::default();
    let (filter, handle) = reload::Layer::new(EnvFilter::new("off"));
    let subscriber = tracing_subscriber::registry()
        .with(filter)
        .with(recorder.clone());
    with_default(subscriber, || {
        run_all();
        assert_eq!(recorder.all().len(), 0);
        handle
            .reload(EnvFilter::new("visualize_future=info"))
            .unwrap();
        run_all();
        assert_eq!(told(&recorder).1, ["plain end", "unlisted end"]);
        handle.reload(EnvFilter::new("off")).unwrap();
        let mut future = pin!(plain(7));
        assert!(poll(future.as_mut()).is_pending());
        assert_eq!(future.id(), None);
    });
    assert_eq!(told(&recorder).1.len(), 2);
}
