//! A subscriber that panics in a callback other than `event`: what a future holds is dropped all
//! the same, and its record is not lost.

mod support;

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::task::{Context, Wake, Waker};

use support::{pending, poll};
use tracing::span::{Attributes, Record};
use tracing::{Event, Id, Metadata, Subscriber};
use visualize_future::visualize_future;

/// Panics once, in the callback of that name.
#[derive(Default)]
struct Panics {
    at: Mutex<&'static str>,
    spans: AtomicU64,
    open: Arc<AtomicI32>,
}

impl Panics {
    fn act(&self, callback: &str) {
        let mut at = self.at.lock().unwrap();
        if *at == callback {
            *at = "";
            drop(at);
            panic!("the subscriber, in {callback}");
        }
    }
}

impl Subscriber for Panics {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        self.act("new_span");
        self.open.fetch_add(1, Relaxed);
        Id::from_u64(self.spans.fetch_add(1, Relaxed) + 1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {
        self.act("record");
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.act(event.metadata().name());
    }

    fn enter(&self, _: &Id) {
        self.act("enter");
    }

    fn exit(&self, _: &Id) {
        self.act("exit");
    }

    fn try_close(&self, _: Id) -> bool {
        self.open.fetch_sub(1, Relaxed);
        self.act("try_close");
        true
    }
}

/// Tells that it is dropped.
struct Tells(Rc<Cell<u32>>);

impl Drop for Tells {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

#[visualize_future(lowering = "explicit", skip_all)]
async fn explicit(local: Tells) {
    let local = local;
    pending(1).await;
    drop(local);
}

#[visualize_future(lowering = "compiler", skip_all)]
async fn compiler(local: Tells) {
    let local = local;
    pending(1).await;
    drop(local);
}

/// Runs `act` with a subscriber that panics in that callback once `act` has armed it. Answers
/// how many spans are left open.
fn with_panic(act: impl FnOnce(&dyn Fn(&'static str))) -> i32 {
    let subscriber = Arc::new(Panics::default());
    let open = Arc::clone(&subscriber.open);
    let arm = Arc::clone(&subscriber);
    tracing::subscriber::with_default(subscriber, || {
        act(&|at| *arm.at.lock().unwrap() = at);
    });
    open.load(Relaxed)
}

#[test]
fn what_is_held_is_dropped() {
    for at in ["enter", "exit", "try_close", "visualize_future::end"] {
        let dropped = Rc::new(Cell::new(0));
        let left = with_panic(|arm| {
            let mut first = Box::pin(explicit(Tells(Rc::clone(&dropped))));
            assert!(poll(first.as_mut()).is_pending());
            arm(at);
            assert!(catch_unwind(AssertUnwindSafe(|| drop(first))).is_err());
            let mut second = Box::pin(compiler(Tells(Rc::clone(&dropped))));
            assert!(poll(second.as_mut()).is_pending());
            arm(at);
            assert!(catch_unwind(AssertUnwindSafe(|| drop(second))).is_err());
        });
        assert_eq!(dropped.get(), 2, "in {at}");
        assert_eq!(left, 0, "in {at}");
    }
}

/// A waker whose drop panics.
struct Bomb(Cell<bool>);

// SAFETY: the test has one thread.
unsafe impl Sync for Bomb {}
// SAFETY: as above.
unsafe impl Send for Bomb {}

impl Wake for Bomb {
    fn wake(self: Arc<Self>) {}
}

impl Drop for Bomb {
    fn drop(&mut self) {
        if self.0.take() {
            panic!("the waker");
        }
    }
}

#[test]
fn what_is_held_is_dropped_where_the_executors_waker_panics() {
    let dropped = Rc::new(Cell::new(0));
    with_panic(|_| {
        let mut future = Box::pin(explicit(Tells(Rc::clone(&dropped))));
        let waker = Waker::from(Arc::new(Bomb(Cell::new(true))));
        let pending = future.as_mut().poll(&mut Context::from_waker(&waker));
        assert!(pending.is_pending());
        drop(waker);
        assert!(catch_unwind(AssertUnwindSafe(|| drop(future))).is_err());
    });
    assert_eq!(dropped.get(), 1);
}

#[test]
fn a_future_that_is_not_made_leaves_no_span() {
    #[visualize_future(lowering = "explicit", skip_all)]
    async fn first_of_its_kind(local: Tells) {
        pending(1).await;
        drop(local);
    }

    for at in ["new_span", "record"] {
        let dropped = Rc::new(Cell::new(0));
        let left = with_panic(|arm| {
            arm(at);
            let made = AssertUnwindSafe(|| drop(first_of_its_kind(Tells(Rc::clone(&dropped)))));
            assert!(catch_unwind(made).is_err());
        });
        assert_eq!(dropped.get(), 1, "in {at}");
        assert_eq!(left, 0, "in {at}");
    }
}
