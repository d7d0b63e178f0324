//! A probe is as the future in it.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::marker::PhantomPinned;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use visualize_future::xray::{Probe, SnapshotEvent, listen};

/// Answers whether a type has an auto trait: the method that the type has itself comes before that
/// of the trait.
macro_rules! has {
    ($trait:path, $of:expr) => {{
        struct Of<T>(std::marker::PhantomData<T>);
        #[allow(dead_code)]
        trait No {
            fn answer(&self) -> bool {
                false
            }
        }
        impl<T> No for Of<T> {}
        #[allow(dead_code)]
        impl<T: $trait> Of<T> {
            fn answer(&self) -> bool {
                true
            }
        }
        fn of<T>(_: &T) -> Of<T> {
            Of(std::marker::PhantomData)
        }
        of(&$of).answer()
    }};
}

fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

async fn pending_once() {
    let mut polled = false;
    poll_fn(|_| match std::mem::replace(&mut polled, true) {
        true => Poll::Ready(()),
        false => Poll::Pending,
    })
    .await;
}

/// A future with the auto traits of what it holds. Of coroutines, rustc decides these too late to
/// be asked.
struct With<T>(#[allow(dead_code)] T);

impl<T> Future for With<T> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        Poll::Ready(())
    }
}

#[test]
fn auto_traits_are_the_futures() {
    let all = Probe::new(With(0));
    assert!(has!(Send, all) && has!(Sync, all) && has!(Unpin, all));
    let not_sync = Probe::new(With(Cell::new(0)));
    assert!(has!(Send, not_sync) && !has!(Sync, not_sync));
    let not_send = Probe::new(With(Rc::new(0)));
    assert!(!has!(Send, not_send) && !has!(Sync, not_send));
    let pinned = Probe::new(With(PhantomPinned));
    assert!(has!(Send, pinned) && !has!(Unpin, pinned));
    // What a sink is does not pin the future.
    let held = PhantomPinned;
    let sink = move |_: &SnapshotEvent| _ = &held;
    assert!(has!(Unpin, Probe::with(With(0), sink)));
}

#[test]
fn it_returns_what_the_future_returns() {
    let mut future = pin!(Probe::new(async {
        pending_once().await;
        7
    }));
    assert!(poll(future.as_mut()).is_pending());
    assert_eq!(poll(future.as_mut()), Poll::Ready(7));
    assert_eq!(future.polls(), 2);
}

struct Tells(&'static str, Rc<RefCell<Vec<&'static str>>>);

impl Drop for Tells {
    fn drop(&mut self) {
        self.1.borrow_mut().push(self.0);
    }
}

#[test]
fn drops_come_in_order() {
    let log = Rc::new(RefCell::new(Vec::new()));
    let (first, second) = (Tells("first", log.clone()), Tells("second", log.clone()));
    let sink = Tells("sink", log.clone());
    let future = Probe::with(
        async move {
            let (_first, _second) = (first, second);
            pending_once().await;
        },
        move |_: &SnapshotEvent| sink.1.borrow_mut().push("seen"),
    );
    let mut future = Box::pin(future);
    assert!(poll(future.as_mut()).is_pending());
    drop(future);
    assert_eq!(*log.borrow(), ["seen", "second", "first", "sink"]);
}

#[test]
fn a_panic_goes_on_and_there_is_no_snapshot() {
    let mut seen = Vec::new();
    let mut future = Box::pin(Probe::with(
        async {
            pending_once().await;
            panic!("as the test wants it")
        },
        |event: &SnapshotEvent| seen.push(event.poll),
    ));
    assert!(poll::<_>(future.as_mut()).is_pending());
    let poll_it = AssertUnwindSafe(|| poll::<_>(future.as_mut()));
    let panic = catch_unwind(poll_it).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"as the test wants it"));
    drop(future);
    assert_eq!(seen, [1]);
}

#[test]
fn it_is_polled_after_its_end_like_the_future() {
    let mut fused = pin!(Probe::new(poll_fn(|_| Poll::Ready(3))));
    assert_eq!(poll(fused.as_mut()), Poll::Ready(3));
    assert_eq!(poll(fused.as_mut()), Poll::Ready(3));
    let mut ended = Box::pin(Probe::new(async {}));
    assert!(poll(ended.as_mut()).is_ready());
    let poll_it = AssertUnwindSafe(|| poll(ended.as_mut()));
    let panic = catch_unwind(poll_it).unwrap_err();
    let message = *panic.downcast_ref::<&str>().unwrap();
    assert!(message.contains("resumed after completion"), "{message}");
}

/// Neither the wakers nor the addresses differ.
#[test]
fn the_waker_is_the_executors() {
    let _listening = listen(|_| {});
    let waker = Waker::noop();
    let mut cx = Context::from_waker(waker);
    let inside = poll_fn(|cx| match cx.waker().will_wake(waker) {
        true => Poll::<()>::Pending,
        false => panic!("another waker"),
    });
    assert!(pin!(Probe::new(inside)).poll(&mut cx).is_pending());
}
