//! `lost-waker`.
//!
//! One test: the limit is one for the process. The lint is told of by a thread that looks
//! after suspects in the order in which they came, so a future that is lost for certain, put
//! behind the one in question, tells when that has been looked at.

mod support;

use std::future::poll_fn;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use support::{Recorder, Signal, pending, poll, poll_once, record, wait_for};
use visualize_future::{Visualized, lints, rt};

/// Returns `Pending` and keeps nothing.
fn forgets() -> Visualized<impl rt::Body<Output = ()>> {
    machine!(forgets, ["Suspend0", "pending(9)", 20;], async {
        rt::mark(3, pending(9)).await;
    })
}

fn waits(signal: &Signal) -> Visualized<impl rt::Body<Output = ()> + use<>> {
    let signal = signal.clone();
    machine!(waits, ["Suspend0", "signal.wait()", 21;], async {
        rt::mark(3, signal.wait()).await;
    })
}

/// Lost for certain.
fn last() -> Visualized<impl rt::Body<Output = ()>> {
    machine!(last, ["Suspend0", "pending(9)", 22;], async {
        rt::mark(3, pending(9)).await;
    })
}

/// Polls both until both are ready.
async fn join(a: impl Future<Output = ()>, b: impl Future<Output = ()>) {
    let (mut a, mut b) = (Box::pin(a), Box::pin(b));
    let (mut a_ready, mut b_ready) = (false, false);
    poll_fn(move |cx| {
        a_ready = a_ready || a.as_mut().poll(cx).is_ready();
        b_ready = b_ready || b.as_mut().poll(cx).is_ready();
        if a_ready && b_ready {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

/// The functions of the futures that were lost, those that are lost for certain apart; waits
/// until there are as many as expected.
fn lost<R>(expected: usize, run: impl FnOnce(&Recorder) -> R) -> Vec<&'static str> {
    let all = |recorder: &Recorder| -> Vec<&'static str> {
        let mut events = recorder.events("lint");
        events.retain(|lint| lint.get("lint") == "lost-waker");
        events.iter().map(|lint| lint.span_name.unwrap()).collect()
    };
    let (_, recorder) = record(|recorder| {
        let keep = run(recorder);
        wait_for(|| all(recorder).len() >= expected);
        // A suspect that might still be woken is looked at again: several rounds, therefore.
        for round in 1..=3 {
            let mut last = Box::pin(last());
            assert!(poll(last.as_mut()).is_pending());
            let told = || all(recorder).iter().filter(|&&name| name == "last").count();
            wait_for(|| told() == round);
        }
        drop(keep);
    });
    let mut names = all(&recorder);
    names.retain(|&name| name != "last");
    names
}

#[test]
fn lost_waker() {
    lints::set_lost_waker(Duration::ZERO);

    fires();
    fires_when_dropped_by_another_thread();
    fires_for_the_innermost();
    quiet_while_somebody_holds_the_waker();
    quiet_when_it_was_woken();
    quiet_when_it_has_ended();
    quiet_while_another_branch_can_wake_the_parent();
    quiet_when_others_poll_it();
}

fn fires() {
    let (lint, recorder) = record(|recorder| {
        let _future = poll_once(forgets());
        wait_for(|| !recorder.events("lint").is_empty());
        recorder.event("lint")
    });
    assert_eq!(lint.get("lint"), "lost-waker");
    assert_eq!(lint.get("state"), "Suspend0");
    assert_eq!(lint.number("line"), 20);
    assert!(lint.get("message").contains("`pending(9)`"), "{lint:?}");
    // In the future's own span, though told of by another thread.
    assert_eq!(lint.span.as_deref(), Some(lint.get("future")));
    assert_eq!(lint.thread.as_deref(), Some("visualize_future"));
    assert_eq!(recorder.event("end").get("end"), "Cancelled");
}

fn fires_when_dropped_by_another_thread() {
    let names = lost(1, |_| {
        let signal = Signal::default();
        let future = poll_once(waits(&signal));
        let waker = signal.take().unwrap();
        thread::spawn(move || drop(waker)).join().unwrap();
        future
    });
    assert_eq!(names, ["waits"]);
}

fn fires_for_the_innermost() {
    // Both branches are lost, and so the parent is too; it is not where the fault lies.
    let names = lost(2, |_| {
        poll_once(machine!(parent, ["Suspend0", "join()", 30;], async {
            rt::mark(3, join(forgets(), forgets())).await;
        }))
    });
    assert_eq!(names, ["forgets", "forgets"]);
}

fn quiet_while_somebody_holds_the_waker() {
    let names = lost(0, |_| {
        let signal = Signal::default();
        (poll_once(waits(&signal)), signal)
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_it_was_woken() {
    let names = lost(0, |_| {
        let signal = Signal::default();
        let future = poll_once(waits(&signal));
        signal.set();
        future
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_it_has_ended() {
    let names = lost(0, |_| {
        let signal = Signal::default();
        let future = poll_once(waits(&signal));
        let waker = signal.take();
        drop(future);
        drop(waker);
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_while_another_branch_can_wake_the_parent() {
    let names = lost(0, |_| {
        let signal = Signal::default();
        let waits = waits(&signal);
        let parent = machine!(parent, ["Suspend0", "join()", 30;], async {
            rt::mark(3, join(forgets(), waits)).await;
        });
        (poll_once(parent), signal)
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_others_poll_it() {
    // The parent is not annotated, so it is not known; but it is seen to poll again.
    let names = lost(0, |_| {
        lints::set_lost_waker(Duration::MAX);
        let mut parent = poll_once(join(forgets(), std::future::pending()));
        assert!(poll(parent.as_mut()).is_pending());
        lints::set_lost_waker(Duration::ZERO);
        assert!(poll(parent.as_mut()).is_pending());
        parent
    });
    assert_eq!(names, [""; 0]);
}
