//! What the view prints about runs of several kinds.
#![cfg(feature = "view")]

mod view_support;

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Waker};

use tracing::info;
use visualize_future::lints::{self, Lint};
use visualize_future::view::View;
use visualize_future::visualize_future;

use view_support::captured::captured;
use view_support::gate::Gate;
use view_support::snapshot::{assert_snapshot, readable_ansi, without_ansi};

const EVERYTHING: &str = "info,visualize_future=trace";

/// Polls once, and says whether that was enough.
fn poll(future: Pin<&mut impl Future>) -> bool {
    let mut context = Context::from_waker(Waker::noop());
    future.poll(&mut context).is_ready()
}

// By the compiler lowering, so that the diagrams do not change whenever the explicit one learns
// something new.
#[visualize_future(skip_all, lowering = "compiler")]
async fn fetch(gate: Gate, attempts: u32) -> u32 {
    info!(attempts, "asking");
    gate.await;
    info!("answered");
    attempts + 1
}

#[visualize_future(skip_all, lowering = "compiler")]
async fn checkout(first: Gate, second: Gate) -> u32 {
    let one = fetch(first, 1).await;
    one + fetch(second, 10).await
}

#[visualize_future(fields(order = 7), ret)]
async fn pay(amount: u32) -> Result<u32, String> {
    if amount == 0 {
        return Err("nothing to pay".to_owned());
    }
    std::future::ready(()).await;
    Ok(amount)
}

#[visualize_future(skip_all)]
async fn break_down(gate: Gate) {
    gate.await;
    fail();
}

fn fail() {
    panic!("the test wants it");
}

fn a_parent_and_its_children() {
    let (first, second) = (Gate::default(), Gate::default());
    let mut future = pin!(checkout(first.clone(), second.clone()));
    assert!(!poll(future.as_mut()));
    first.open();
    assert!(!poll(future.as_mut()));
    second.open();
    assert!(poll(future.as_mut()));
}

fn plain(view: View) -> View {
    view.with_diagrams(false)
}

#[visualize_future]
async fn logs() {
    let span = tracing::info_span!("reading", file = "a.txt").entered();
    tracing::warn!(bytes_left = 12, "the file is short");
    drop(span);
}

fn two_instances_take_turns() {
    let gates = [Gate::default(), Gate::default()];
    let mut first = pin!(fetch(gates[0].clone(), 1));
    let mut second = pin!(fetch(gates[1].clone(), 2));
    assert!(!poll(first.as_mut()));
    assert!(!poll(second.as_mut()));
    gates[1].open();
    gates[0].open();
    assert!(poll(second.as_mut()));
    assert!(poll(first.as_mut()));
}

fn the_four_ends() {
    drop(fetch(Gate::default(), 1));

    let mut cancelled = Box::pin(fetch(Gate::default(), 2));
    assert!(!poll(cancelled.as_mut()));
    drop(cancelled);

    let gate = Gate::default();
    let mut panics = pin!(break_down(gate.clone()));
    assert!(!poll(panics.as_mut()));
    gate.open();
    let unwound = catch_unwind(AssertUnwindSafe(|| poll(panics.as_mut())));
    assert!(unwound.is_err());

    assert!(poll(pin!(pay(5))));
    assert!(poll(pin!(pay(0))));
}

fn spans_between_and_events_outside() {
    info!(port = 8080, "listening");
    let request = tracing::info_span!("request", id = 3, user = tracing::field::Empty);
    request.record("user", "anna");
    let _entered = request.entered();
    info!("before");
    assert!(poll(pin!(logs())));
}

/// One test for all, because futures are numbered over the whole process.
#[test]
fn stories() {
    // Printing a panic takes as long as it takes.
    lints::set(Lint::LongPoll, lints::Level::Allow);

    let text = captured(EVERYTHING, |view| view, a_parent_and_its_children);
    assert_snapshot("run_children.txt", &text);

    let text = captured("visualize_future=debug", plain, a_parent_and_its_children);
    assert_snapshot("run_children_debug.txt", &text);

    let text = captured(EVERYTHING, plain, two_instances_take_turns);
    assert_snapshot("run_turns.txt", &text);

    let text = captured(EVERYTHING, plain, the_four_ends);
    assert_snapshot("run_ends.txt", &text);

    let coloured = captured(
        EVERYTHING,
        |view| plain(view).with_ansi(true),
        the_four_ends,
    );
    assert_snapshot("run_ends_colour.txt", &readable_ansi(&coloured));

    let coloured = captured(
        EVERYTHING,
        |view| plain(view).with_ansi(true),
        spans_between_and_events_outside,
    );
    assert_snapshot("run_spans.txt", &without_ansi(&coloured));
}
