//! Who woke a future, and its waker.

mod support;

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use support::{Signal, pending, poll, record};
use tracing::Level;
use visualize_future::{Visualized, rt};

fn waits(signal: &Signal) -> Visualized<impl rt::Body<Output = ()> + use<>> {
    let signal = signal.clone();
    machine!(waits, ["Suspend0", "signal.wait()", 20;], async move {
        rt::mark(3, signal.wait()).await;
    })
}

/// Counts how often it is called.
#[derive(Default)]
struct Executor(AtomicUsize);

impl Wake for Executor {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn another_thread_woke_it() {
    let (_, recorder) = record(|_| {
        let signal = Signal::default();
        let mut future = pin!(waits(&signal));
        assert!(poll(future.as_mut()).is_pending());
        let other = thread::Builder::new().name("other".into());
        other.spawn(move || signal.set()).unwrap().join().unwrap();
        assert!(poll(future.as_mut()).is_ready());
    });
    let wake = recorder.event("wake");
    assert_eq!(wake.level, Level::TRACE);
    assert_eq!(wake.get("by_thread"), "other");
    assert_eq!(wake.get("state"), "Suspend0");
    assert_eq!(wake.line, Some(20));
    assert_eq!(wake.number("wakes"), 1);
    assert!(!wake.fields.contains_key("by_future"));
    assert!(!wake.fields.contains_key("by_machine"));
    assert_ne!(
        wake.get("by_thread_id"),
        recorder.events("poll")[0].get("thread_id")
    );
    assert!(wake.fields.contains_key("latency_ns"));
    // It comes with the poll that follows.
    assert_eq!(recorder.names()[3..5], ["wake", "poll"]);
}

#[test]
fn another_future_woke_it() {
    let (ids, recorder) = record(|_| {
        let signal = Signal::default();
        let mut first = pin!(waits(&signal));
        let mut second = pin!(machine!(sets, [], async move { signal.set() }));
        assert!(poll(first.as_mut()).is_pending());
        assert!(poll(second.as_mut()).is_ready());
        assert!(poll(first.as_mut()).is_ready());
        (first.id().unwrap(), second.id().unwrap())
    });
    let wake = recorder.event("wake");
    assert_eq!((wake.number("future"), wake.number("by_future")), ids);
    assert_eq!(
        wake.get("by_machine"),
        "trace_wakes::another_future_woke_it"
    );
}

#[test]
fn wakes_are_counted_and_the_first_one_told_of() {
    let (_, recorder) = record(|_| {
        let signal = Signal::default();
        let mut future = pin!(waits(&signal));
        assert!(poll(future.as_mut()).is_pending());
        let waker = signal.take().unwrap();
        thread::scope(|scope| {
            let early = thread::Builder::new().name("early".into());
            let wake = || waker.wake_by_ref();
            early.spawn_scoped(scope, wake).unwrap().join().unwrap();
        });
        waker.wake_by_ref();
        waker.wake();
        signal.set();
        assert!(poll(future.as_mut()).is_ready());
    });
    let wake = recorder.event("wake");
    assert_eq!(wake.number("wakes"), 3);
    assert_eq!(wake.get("by_thread"), "early");
}

#[test]
fn a_poll_that_nobody_woke_for_has_no_wake() {
    let (_, recorder) = record(|_| {
        let mut future = pin!(machine!(alone, [], async { pending(2).await }));
        while poll(future.as_mut()).is_pending() {}
    });
    assert_eq!(recorder.events("wake").len(), 0);
}

#[test]
fn every_way_of_waking_reaches_the_executor() {
    let executor = Arc::new(Executor::default());
    let waker = Waker::from(executor.clone());
    record(|_| {
        let signal = Signal::default();
        let mut future = Box::pin(waits(&signal));
        let mut cx = Context::from_waker(&waker);
        assert!(future.as_mut().poll(&mut cx).is_pending());
        let wrapped = signal.take().unwrap();
        let woken = || executor.0.load(Ordering::SeqCst);

        wrapped.wake_by_ref();
        assert_eq!(woken(), 1);
        let clone = wrapped.clone();
        clone.wake();
        assert_eq!(woken(), 2);
        let clone = wrapped.clone();
        drop(wrapped);
        // A waker may outlive its future, and go to another thread.
        drop(future);
        thread::spawn(move || clone.wake()).join().unwrap();
        assert_eq!(woken(), 3);
    });
    drop(waker);
    // Nothing is left behind.
    assert_eq!(Arc::strong_count(&executor), 1);
}

#[test]
fn will_wake_says_what_it_would_have_said() {
    let first = Waker::from(Arc::new(Executor::default()));
    let second = Waker::from(Arc::new(Executor::default()));
    let seen = RefCell::new(Vec::new());
    record(|_| {
        let kept: RefCell<Option<Waker>> = RefCell::new(None);
        let mut future = pin!(machine!(
            keeps,
            [],
            poll_fn(|cx| {
                let mut kept = kept.borrow_mut();
                if let Some(kept) = &*kept {
                    seen.borrow_mut().push(kept.will_wake(cx.waker()));
                }
                *kept = Some(cx.waker().clone());
                Poll::<()>::Pending
            })
        ));
        // The last two: the same as the first, but another clone of it.
        for waker in [&first, &first, &first.clone(), &second, &second, &first] {
            assert!(
                future
                    .as_mut()
                    .poll(&mut Context::from_waker(waker))
                    .is_pending()
            );
        }
    });
    assert_eq!(*seen.borrow(), [true, true, false, true, false]);
}

#[test]
fn a_wake_is_known_even_if_the_executor_polls_with_another_waker() {
    let (_, recorder) = record(|_| {
        let signal = Signal::default();
        let mut future = pin!(waits(&signal));
        let first = Waker::from(Arc::new(Executor::default()));
        let second = Waker::from(Arc::new(Executor::default()));
        assert!(
            future
                .as_mut()
                .poll(&mut Context::from_waker(&first))
                .is_pending()
        );
        signal.set();
        assert!(
            future
                .as_mut()
                .poll(&mut Context::from_waker(&second))
                .is_ready()
        );
    });
    assert_eq!(recorder.event("wake").number("wakes"), 1);
}
