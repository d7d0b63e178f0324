//! The lint `futurelock` where other crates poll: streams that buffer futures, which wake them by
//! wakers of their own, and tasks that they are spawned as.
//!
//! Each case is the same but for what holds the first future: that one stands in the queue of a
//! lock, is handed it, and is polled or not.

use std::future::pending;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures::future::{BoxFuture, FutureExt as _, join_all};
use futures::stream::{self, FuturesUnordered, StreamExt as _};
use tokio::runtime;
use tokio::sync::Mutex;
use tokio::task::yield_now;
use visualize_future::lints;
use visualize_future::visualize_future;
use visualize_future_tests::recorder::{Recorded, Recorder};

type Lock = Arc<Mutex<()>>;

/// Takes the lock, or else is ready at once.
#[visualize_future]
async fn operation(lock: Option<Lock>) {
    if let Some(lock) = lock {
        let _guard = lock.lock().await;
    }
}

/// The second operation is ready at once, and the consumer of its result wants the lock that the
/// first one has been handed.
#[visualize_future]
async fn buffered(lock: Lock) {
    let operations = [Some(lock.clone()), None];
    let operations = stream::iter(operations).map(operation);
    let mut done = pin!(operations.buffer_unordered(2));
    while let Some(()) = done.next().await {
        operation(Some(lock.clone())).await;
    }
}

#[visualize_future]
async fn unordered(lock: Lock) {
    let operations = [Some(lock.clone()), None].map(operation);
    let mut all: FuturesUnordered<_> = operations.into_iter().collect();
    while all.next().await.is_some() {
        operation(Some(lock.clone())).await;
    }
}

/// Takes the lock, and keeps it.
#[visualize_future]
async fn stays(lock: Lock) {
    let _guard = lock.lock().await;
    pending::<()>().await;
}

/// Polls all the time what it holds.
#[visualize_future]
async fn collected(lock: Lock) {
    let all: FuturesUnordered<_> = [stays(lock.clone()), stays(lock)].into_iter().collect();
    all.collect::<()>().await;
}

/// As `select!` leaves it, but spawned.
#[visualize_future]
async fn spawned(lock: Lock) {
    let mut first = Box::pin(stays(lock.clone()));
    tokio::select! {
        biased;
        () = &mut first => {}
        () = yield_now() => {
            let first = tokio::spawn(first);
            operation(Some(lock)).await;
            first.await.expect("it does not panic");
        }
    }
}

/// Runs each as a task of its own, with a lock that is held until all of them wait for it. Gives
/// the lints that have fired when there is one.
fn run(functions: &[fn(Lock) -> BoxFuture<'static, ()>]) -> Vec<Recorded> {
    let recorder = Recorder::default();
    let lints = || {
        let mut events = recorder.events();
        events.retain(|event| event.field("lint") == "futurelock");
        events
    };
    let runtime = runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime can be started");
    let subscriber = recorder.clone().subscriber();
    tracing::subscriber::with_default(subscriber, || {
        runtime.block_on(async {
            let locks: Vec<Lock> = functions.iter().map(|_| Lock::default()).collect();
            let guards = join_all(locks.iter().map(|lock| lock.lock())).await;
            for (function, lock) in functions.iter().zip(&locks) {
                tokio::spawn(function(Arc::clone(lock)));
            }
            for _ in 0..10 {
                yield_now().await;
            }
            drop(guards);
            while lints().is_empty() {
                yield_now().await;
            }
        });
    });
    lints()
}

/// What is looked at is looked at in order: what is forgotten for certain comes last.
#[test]
fn what_nobody_polls_is_told_of_and_what_is_polled_is_not() {
    lints::set_futurelock(Duration::from_millis(1));

    let lints = [
        run(&[|lock| unordered(lock).boxed()]),
        run(&[|lock| buffered(lock).boxed()]),
        run(&[
            |lock| collected(lock).boxed(),
            |lock| spawned(lock).boxed(),
            |lock| buffered(lock).boxed(),
        ]),
    ];
    for (lints, owner) in lints.iter().zip(["unordered", "buffered", "buffered"]) {
        assert_eq!(lints.len(), 1, "{lints:?}");
        assert_eq!(lints[0].scope.last(), Some(&"operation"));
        let message = lints[0].field("message");
        assert!(
            message.contains(&format!("`futurelock::{owner}`")),
            "{message}"
        );
    }
}
