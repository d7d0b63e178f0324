//! `futurelock`: who the owner is.

mod futurelock_support;
mod support;

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Wake, Waker};

use futurelock_support::{
    Boxed, Scene, Shared, events, forgotten, helper, look, owner, polled, waits,
};
use support::{Signal, poll};
use visualize_future::visualize_future;

#[test]
fn whoever_polled_it_last_owns_it() {
    fires_whoever_hands_the_wake_on();
    fires_when_the_inner_owner_has_returned();
    fires_when_the_inner_owner_was_dropped();
    fires_once_the_owner_around_has_been_polled();
}

fn fires_whoever_hands_the_wake_on() {
    struct Between(Waker);

    impl Wake for Between {
        fn wake(self: Arc<Self>) {
            self.0.wake_by_ref();
        }
    }

    /// Polls a future with a waker of its own, as `FuturesUnordered` does.
    async fn in_between(future: impl Future<Output = ()>) {
        let mut future = pin!(future);
        poll_fn(|cx| {
            let waker = Waker::from(Arc::new(Between(cx.waker().clone())));
            future.as_mut().poll(&mut Context::from_waker(&waker))
        })
        .await;
    }

    let names = forgotten(|_| {
        let owned = |signal| Box::pin(in_between(waits(signal)));
        Scene::of(|signal, turn| Box::pin(owner(owned(signal), turn))).pass_over()
    });
    assert_eq!(names, ["waits"]);
}

/// What is owned is woken, and then `outer` has its turn.
fn woken_before_the_turn(outer: impl FnOnce(Boxed<'static>, Signal) -> Boxed<'static>) -> Scene {
    let mut scene = Scene::of(|signal, turn| outer(Box::pin(waits(signal)), turn));
    scene.signal.set();
    scene.take_turn();
    scene
}

fn fires_when_the_inner_owner_has_returned() {
    #[visualize_future]
    async fn outer(mut owned: Boxed<'static>, turn: Signal) {
        helper(&mut owned, turn.clone()).await;
        turn.wait().await;
        owned.await;
    }

    let names = forgotten(|_| woken_before_the_turn(|owned, turn| Box::pin(outer(owned, turn))));
    assert_eq!(names, ["waits"]);
}

fn fires_when_the_inner_owner_was_dropped() {
    #[visualize_future]
    async fn outer(mut owned: Boxed<'static>, turn: Signal) {
        {
            let mut helper: Boxed<'_> = Box::pin(helper(&mut owned, Signal::default()));
            polled(&mut helper).await;
            turn.clone().wait().await;
        }
        turn.wait().await;
        owned.await;
    }

    let names = forgotten(|_| woken_before_the_turn(|owned, turn| Box::pin(outer(owned, turn))));
    assert_eq!(names, ["waits"]);
}

fn fires_once_the_owner_around_has_been_polled() {
    /// Polls it, but is not told when it is woken.
    async fn deaf(mut future: Shared) {
        poll_fn(|_| poll(Pin::new(&mut future))).await;
    }

    let names = forgotten(|recorder| {
        let (signal, never) = (Signal::default(), Signal::default());
        let owned = Shared::new(waits(signal.clone()));
        let inner = Shared::new(owner(Box::pin(deaf(owned.clone())), never));
        let around = inner.clone();
        let mut scene = Scene::of(|_, turn| Box::pin(owner(Box::pin(around), turn)));
        signal.set();
        drop(inner.0.replace(Box::pin(std::future::pending())));
        look(recorder);
        assert!(
            events(recorder)
                .iter()
                .all(|lint| lint.span_name == Some("last"))
        );
        scene.poll();
        (scene, owned)
    });
    assert_eq!(names, ["waits"]);
}
