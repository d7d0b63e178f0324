//! `futurelock`: what looks like it.

mod futurelock_support;
mod support;

use std::future::poll_fn;
use std::task::Poll;

use futurelock_support::{Boxed, Scene, Shared, forgotten, helper, look, owner, polled, waits};
use support::{Recorder, Signal, poll, poll_once};
use visualize_future::visualize_future;

#[test]
fn what_is_no_futurelock() {
    quiet_when_the_owner_polls_it_after_all();
    quiet_when_the_owner_drops_it();
    quiet_when_the_owner_is_not_polled();
    quiet_when_it_was_not_woken();
    quiet_when_all_are_polled();
    quiet_when_the_owner_was_dropped_with_it();
    quiet_when_the_owner_has_returned();
    quiet_when_it_is_polled_elsewhere();
    quiet_when_it_was_woken_for_a_task_that_it_has_left();
    quiet_while_the_executor_is_late();
    quiet_while_the_owner_is_being_polled();
}

fn quiet_when_the_owner_polls_it_after_all() {
    let names = forgotten(|_| {
        let mut scene = Scene::new().pass_over();
        scene.take_turn();
        scene
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_the_owner_drops_it() {
    #[visualize_future]
    async fn drops(mut owned: Boxed<'static>, turn: Signal) {
        polled(&mut owned).await;
        turn.clone().wait().await;
        drop(owned);
        turn.wait().await;
    }

    let names = forgotten(|_| {
        let scene = Scene::of(|signal, turn| Box::pin(drops(Box::pin(waits(signal)), turn)));
        let mut scene = scene.pass_over();
        scene.take_turn();
        scene
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_the_owner_is_not_polled() {
    let names = forgotten(|_| {
        let mut scene = Scene::new();
        scene.poll();
        scene.signal.set();
        scene
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_it_was_not_woken() {
    let names = forgotten(|_| {
        let mut scene = Scene::new();
        scene.poll();
        scene
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_all_are_polled() {
    /// Polls both, whichever was woken.
    async fn join(mut a: Boxed<'static>, mut b: Boxed<'static>) {
        poll_fn(|cx| {
            let (a, b) = (a.as_mut().poll(cx), b.as_mut().poll(cx));
            if a.is_ready() && b.is_ready() {
                a
            } else {
                Poll::Pending
            }
        })
        .await;
    }

    #[visualize_future]
    async fn owner(a: Signal, b: Signal) {
        join(Box::pin(waits(a)), Box::pin(waits(b))).await;
    }

    let names = forgotten(|_| {
        let mut scene = Scene::of(|a, b| Box::pin(owner(a, b)));
        scene.signal.set();
        scene.poll();
        scene.turn.set();
        scene.poll();
        scene.poll();
        scene
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_the_owner_was_dropped_with_it() {
    let names = forgotten(|_| {
        let Scene { signal, .. } = Scene::new().pass_over();
        signal
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_the_owner_has_returned() {
    let names = forgotten(|_| {
        let (signal, turn) = (Signal::default(), Signal::default());
        let mut owned: Boxed<'static> = Box::pin(waits(signal.clone()));
        {
            let mut helper = poll_once(helper(&mut owned, turn.clone()));
            signal.set();
            assert!(poll(helper.as_mut()).is_pending());
            turn.set();
            assert!(poll(helper.as_mut()).is_ready());
        }
        owned
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_it_is_polled_elsewhere() {
    let names = forgotten(|_| {
        let signal = Signal::default();
        let shared = Shared::new(waits(signal.clone()));
        let owned = shared.clone();
        let mut scene = Scene::of(|_, turn| Box::pin(owner(Box::pin(owned), turn)));
        signal.set();
        scene.poll();
        // As if it had been spawned. From now on, nobody owns it.
        let spawned = poll_once(shared);
        signal.set();
        scene.poll();
        (scene, spawned)
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_when_it_was_woken_for_a_task_that_it_has_left() {
    let names = forgotten(|_| {
        let signal = Signal::default();
        let shared = poll_once(Shared::new(waits(signal.clone())));
        let before = signal.take().unwrap();
        let mut scene = Scene::of(|_, turn| Box::pin(owner(shared, turn)));
        before.wake();
        scene.poll();
        (scene, signal)
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_while_the_executor_is_late() {
    let names = forgotten(|_| {
        let scene = Scene::new().pass_over();
        // The owner is to be polled, and would then come to it.
        scene.turn.set();
        scene
    });
    assert_eq!(names, [""; 0]);
}

fn quiet_while_the_owner_is_being_polled() {
    #[visualize_future]
    async fn blocks(mut owned: Boxed<'static>, turn: Signal, recorder: Recorder) {
        polled(&mut owned).await;
        turn.wait().await;
        look(&recorder);
        owned.await;
    }

    let names = forgotten(|recorder| {
        let recorder = recorder.clone();
        let blocks = |signal, turn| Box::pin(blocks(Box::pin(waits(signal)), turn, recorder));
        let mut scene = Scene::of(|signal, turn| blocks(signal, turn)).pass_over();
        scene.take_turn();
        scene
    });
    assert_eq!(names, [""; 0]);
}
