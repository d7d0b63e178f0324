//! Futures step by step, and what is expected of them.
#![cfg(feature = "step")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;

use visualize_future::lints::Lint;
use visualize_future::step::{Scripted, Stepper};
use visualize_future::visualize_future;

#[visualize_future]
async fn twice(io: &Scripted<u32>) -> u32 {
    let first = io.wait().await;
    tracing::info!("half of it");
    let second = io.wait().await;
    first + second
}

#[visualize_future]
async fn outer(io: &Scripted<u32>) -> u32 {
    twice(io).await * 10
}

#[visualize_future]
async fn fails(io: Scripted<()>) {
    io.wait().await;
    panic!("as it should");
}

/// The message with which the closure panics.
fn panic_of<R>(act: impl FnOnce() -> R) -> String {
    match catch_unwind(AssertUnwindSafe(act)) {
        Ok(_) => panic!("it should have panicked"),
        Err(panic) => match panic.downcast::<String>() {
            Ok(message) => *message,
            Err(panic) => (*panic.downcast::<&str>().expect("a text")).to_owned(),
        },
    }
}

#[test]
fn what_was_expected_happened() {
    let io = Scripted::new();
    let mut stepper = Stepper::new(twice(&io));
    assert_eq!(stepper.state().name, "Unresumed");
    assert_eq!((stepper.poll(), stepper.is_woken()), (Poll::Pending, false));
    io.ready(1);
    assert_eq!((stepper.wakes(), stepper.is_woken()), (1, true));
    assert!(stepper.poll().is_pending());
    assert_eq!(stepper.memory().state.name, "Suspend1");
    io.ready(2);
    assert_eq!(stepper.run(), Poll::Ready(3));
    assert_eq!((stepper.polls(), stepper.wakes()), (3, 2));
    stepper
        .expect()
        .transition("Unresumed", "Suspend0")
        .pending()
        .woken()
        .event("half of it")
        .transition("Suspend0", "Suspend1")
        .pending()
        .woken()
        .ready()
        .returned()
        .nothing_more();
}

#[test]
fn each_expectation_can_fail() {
    let io = Scripted::new();
    let mut stepper = Stepper::new(twice(&io));
    let nothing = panic_of(|| stepper.expect());
    assert!(
        nothing.starts_with("nothing has been recorded"),
        "{nothing}"
    );
    assert!(stepper.poll().is_pending());
    let expect = || stepper.expect();
    let of = |what: &str, message: String| {
        let start = format!("expected {what}\n");
        assert!(message.starts_with(&start), "{message}");
        assert_eq!(message.matches("\n> ").count(), 1, "{message}");
    };
    let moved = "it went from Unresumed to Suspend0";
    of(
        &format!("the transition Unresumed -> Suspend1, but {moved}"),
        panic_of(|| expect().transition("Unresumed", "Suspend1")),
    );
    of(
        "ready, but the poll was pending",
        panic_of(|| expect().ready()),
    );
    of(
        "panicked, but the poll was pending",
        panic_of(|| expect().panicked()),
    );
    of("a wake, but poll 1 began", panic_of(|| expect().woken()));
    of(
        "the event \"half of it\", but the poll was pending",
        panic_of(|| expect().event("half of it")),
    );
    of(
        "the lint `self-wake`, but the poll was pending",
        panic_of(|| expect().lint(Lint::SelfWake)),
    );
    of(
        "the end Returned, but nothing more happened",
        panic_of(|| expect().pending().returned()),
    );
    of(
        "pending, but nothing more happened",
        panic_of(|| expect().pending().pending()),
    );
    of(
        "nothing more, but poll 1 began",
        panic_of(|| expect().nothing_more()),
    );
    // Polls are not passed over.
    assert!(stepper.poll().is_pending());
    of(
        "the transition Suspend0 -> Suspend1, but the poll was pending",
        panic_of(|| {
            stepper
                .expect()
                .pending()
                .transition("Suspend0", "Suspend1")
        }),
    );
}

#[test]
fn a_failure_shows_the_timeline_and_where() {
    let io = Scripted::new();
    let mut stepper = Stepper::new(twice(&io));
    assert!(stepper.poll().is_pending());
    io.ready(1);
    assert!(stepper.poll().is_pending());
    let message = panic_of(|| stepper.expect().pending().woken().ready());
    let lines: Vec<&str> = message.lines().map(str::trim_end).collect();
    assert_eq!(lines[0], "expected ready, but the poll was pending");
    assert_eq!(lines[1], "met so far: pending, a wake");
    let marked: Vec<&str> = lines
        .iter()
        .copied()
        .filter(|line| line.starts_with("> "))
        .collect();
    assert_eq!(marked, ["> twice#1     ╰ pending, Suspend0 -> Suspend1"]);
    for line in &lines {
        assert!(line.chars().count() <= 82, "{line}");
    }
}

#[test]
fn a_future_inside_is_expected_by_its_function() {
    let io = Scripted::new();
    let mut stepper = Stepper::making(|| outer(&io));
    io.ready(1);
    assert!(stepper.run().is_pending());
    io.ready(2);
    assert_eq!(stepper.run(), Poll::Ready(30));
    stepper
        .expect_of("twice")
        .pending()
        .woken()
        .ready()
        .returned();
    stepper.expect().pending().woken().ready().returned();
    let none = panic_of(|| stepper.expect_of("thrice"));
    assert!(
        none.starts_with("there has been no future of a function `thrice`\n\n"),
        "{none}"
    );
    assert!(none.contains("outer#1"), "{none}");
}

#[test]
fn it_is_cancelled_where_it_waits() {
    let io = Scripted::new();
    let mut stepper = Stepper::new(twice(&io));
    assert!(stepper.poll().is_pending());
    stepper.cancel();
    assert_eq!((io.waiting(), io.cancelled()), (0, 1));
    stepper.expect().pending().cancelled().nothing_more();
    assert!(stepper.future().is_none());
    let message = panic_of(|| stepper.poll());
    assert_eq!(
        message,
        "the future cannot be polled: it has been cancelled"
    );
    let message = panic_of(|| stepper.state());
    assert_eq!(message, "the future is not there: it has been cancelled");
}

#[test]
fn a_panic_is_the_callers_and_is_recorded() {
    let io = Scripted::new();
    let mut stepper = Stepper::new(fails(io.clone()));
    assert!(stepper.poll().is_pending());
    io.ready(());
    assert_eq!(panic_of(|| stepper.poll()), "as it should");
    assert_eq!(stepper.state().name, "Panicked");
    stepper
        .expect()
        .pending()
        .woken()
        .panicked()
        .end("Panicked");
}

#[test]
fn lints_that_are_not_about_time_are_recorded() {
    let mut stepper = Stepper::new(fails(Scripted::new()));
    stepper.cancel();
    stepper
        .expect()
        .end("NeverPolled")
        .lint(Lint::NeverPolled)
        .nothing_more();
}

#[test]
fn steppers_hear_of_nothing_but_their_own() {
    let io = Scripted::new();
    let mut one = Stepper::new(twice(&io));
    let mut other = Stepper::new(twice(&io));
    assert!(one.poll().is_pending() && other.poll().is_pending());
    // Both are the first of their own timeline, and made before it.
    assert_eq!(one.timeline(), other.timeline());
    assert!(
        one.timeline().starts_with("twice#1     first seen"),
        "{}",
        one.timeline()
    );
    other.cancel();
    one.expect().pending().nothing_more();
    other.expect().pending().cancelled().nothing_more();
}

#[test]
fn one_that_wakes_itself_for_ever_is_given_up() {
    let mut stepper = Stepper::new(std::future::poll_fn(|cx| {
        cx.waker().wake_by_ref();
        Poll::<()>::Pending
    }));
    let message = panic_of(|| stepper.run());
    assert_eq!(
        message,
        "the future has woken itself in each of 100000 polls"
    );
}

#[test]
fn any_future_can_be_stepped() {
    let io = Scripted::new();
    let mut stepper = Stepper::new(async { io.wait().await + io.wait().await });
    io.ready(1);
    assert!(stepper.poll().is_pending());
    std::thread::scope(|scope| {
        scope.spawn(|| io.ready(2));
    });
    assert!(stepper.is_woken());
    assert_eq!(stepper.poll(), Poll::Ready(3));
    assert_eq!(stepper.timeline(), "");
}
