//! `futurelock`: what is told, and when.

mod futurelock_support;
mod support;

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futurelock_support::{Scene, events, forgotten, look, owner};
use support::{record, wait_for, wakes_itself};
use tokio::sync::{Mutex, Notify};
use tracing::Level;
use visualize_future::lints::{self, Lint};
use visualize_future::visualize_future;

#[test]
fn futurelock() {
    assert_eq!(lints::futurelock(), Duration::from_secs(1));
    lints::set_futurelock(Duration::ZERO);

    fires();
    fires_once_for_each_wake();
    fires_when_it_was_woken_in_its_own_poll();
    fires_for_a_lock_that_was_handed_to_it();
    is_told_of_and_no_more_if_denied();
    quiet_if_allowed();
}

/// The line on which this stands among what the tests share.
fn line(text: &str) -> u32 {
    let mut lines = include_str!("futurelock_support/mod.rs").lines();
    1 + lines.position(|line| line.trim() == text).unwrap() as u32
}

fn fires() {
    let (_, recorder) = record(|recorder| {
        let mut scene = Scene::new();
        scene.poll();
        let scene = scene.pass_over();
        wait_for(|| !events(recorder).is_empty());
        scene
    });
    let lint = recorder.event("lint");
    assert_eq!(lint.span_name, Some("waits"));
    assert_eq!(lint.level, Level::WARN);
    assert_eq!(lint.get("state"), "Suspend0");
    assert_eq!(lint.line, Some(line("signal.clone().wait().await;")));
    // In the future's own span, though told of by another thread.
    assert_eq!(lint.span.as_deref(), Some(lint.get("future")));
    assert_eq!(lint.thread.as_deref(), Some("visualize_future"));

    let spans = recorder.spans();
    let owner = spans.iter().find(|span| span.name == "owner").unwrap();
    let (owner, file) = (owner.get("future"), owner.get("file"));
    let turn = line("turn.clone().wait().await;");
    for part in [
        "woken while it waited for `signal.clone().wait()`".into(),
        format!("owner`, future {owner}, has been polled once without"),
        format!("`turn.clone().wait()` at {file}:{turn}:"),
    ] {
        assert!(lint.get("message").contains(&part), "{part}: {lint:?}");
    }
}

fn fires_once_for_each_wake() {
    let names = forgotten(|recorder| {
        let mut scene = Scene::new().pass_over();
        scene.poll();
        look(recorder);
        // Woken once more, and passed over again and again: it is known.
        scene.signal.set();
        scene.poll();
        look(recorder);
        scene.take_turn();
        scene.pass_over()
    });
    assert_eq!(names, ["waits", "waits"]);
}

fn fires_when_it_was_woken_in_its_own_poll() {
    #[visualize_future]
    async fn restless() {
        wakes_itself(9).await;
    }

    let names = forgotten(|_| {
        let mut scene = Scene::of(|_, turn| Box::pin(owner(Box::pin(restless()), turn)));
        scene.poll();
        scene
    });
    assert_eq!(names, ["restless"]);
}

/// The example of Oxide's RFD 609.
fn fires_for_a_lock_that_was_handed_to_it() {
    #[visualize_future]
    async fn operation(lock: Arc<Mutex<()>>) {
        let _guard = lock.lock().await;
    }

    #[visualize_future]
    async fn do_stuff(lock: Arc<Mutex<()>>, late: Arc<Notify>) {
        let mut first = pin!(operation(lock.clone()));
        tokio::select! {
            () = &mut first => {}
            () = late.notified() => operation(lock).await,
        }
    }

    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let (_, recorder) = record(|recorder| {
        lints::set_futurelock(Duration::ZERO);
        runtime.block_on(async {
            let (lock, late) = (Arc::new(Mutex::new(())), Arc::new(Notify::new()));
            let guard = lock.lock().await;
            let task = tokio::spawn(do_stuff(lock.clone(), late.clone()));
            tokio::task::yield_now().await;
            late.notify_one();
            tokio::task::yield_now().await;
            drop(guard);
            while events(recorder).is_empty() {
                tokio::task::yield_now().await;
            }
            assert!(!task.is_finished());
            assert!(lock.try_lock().is_err());
            task.abort();
        });
    });
    let spans = recorder.spans();
    let first = spans.iter().find(|span| span.name == "operation").unwrap();
    let lint = recorder.event("lint");
    assert_eq!(lint.get("future"), first.get("future"));
    assert!(lint.get("message").contains("do_stuff"), "{lint:?}");
    assert!(
        lint.get("message").contains("for `operation(lock)`"),
        "{lint:?}"
    );
}

fn is_told_of_and_no_more_if_denied() {
    lints::set(Lint::Futurelock, lints::Level::Deny);
    let (_, recorder) = record(|recorder| {
        let mut scene = Scene::new().pass_over();
        wait_for(|| !events(recorder).is_empty());
        scene.poll();
        scene.take_turn();
    });
    lints::set(Lint::Futurelock, lints::Level::Warn);
    assert_eq!(recorder.event("lint").level, Level::ERROR);
}

fn quiet_if_allowed() {
    let names = forgotten(|_| {
        lints::set(Lint::Futurelock, lints::Level::Allow);
        let scene = Scene::new().pass_over();
        lints::set(Lint::Futurelock, lints::Level::Warn);
        scene
    });
    assert_eq!(names, [""; 0]);
}
