//! Futures that interleave on one thread, and that migrate between threads: each instance's
//! events are its own, and in order.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures::executor::LocalPool;
use futures::future::join_all;
use futures::task::LocalSpawnExt as _;
use visualize_future::lints::{self, Lint};
use visualize_future::visualize_future;
use visualize_future_tests::recorder::{Recorded, Recorder};

/// Wakes itself and is pending so often.
struct Yields(u32);

impl Future for Yields {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 == 0 {
            return Poll::Ready(());
        }
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Says whose it is before and after each suspension.
#[visualize_future(fields(number = number))]
async fn traveller(number: u64) -> u64 {
    tracing::info!(mine = number, "start");
    Yields(1).await;
    tracing::info!(mine = number, "middle");
    for turn in 0..3 {
        Yields(number as u32 % 3).await;
        tracing::info!(mine = number, turn, "turn");
    }
    let text = number.to_string();
    let borrowed = &text;
    Yields(2).await;
    tracing::info!(mine = number, "end of {borrowed}");
    number
}

/// The same by the other lowering.
#[visualize_future(lowering = "compiler", fields(number = number))]
async fn companion(number: u64) -> u64 {
    tracing::info!(mine = number, "start");
    Yields(2).await;
    traveller(number).await;
    Yields(1).await;
    tracing::info!(mine = number, "end");
    number
}

/// How long a poll takes on a busy machine is no matter here.
fn no_clock() {
    lints::set(Lint::LongPoll, lints::Level::Allow);
}

/// Checks the events of all instances, and gives on how many threads each of them was polled.
fn check(events: &[Recorded], instances: usize) -> Vec<usize> {
    let mut by_future = BTreeMap::<u64, Vec<&Recorded>>::new();
    for event in events {
        let future = event
            .future()
            .unwrap_or_else(|| panic!("not in the span of a future: {event:?}"));
        by_future.entry(future).or_default().push(event);
    }
    assert_eq!(by_future.len(), instances);
    by_future
        .values()
        .map(|events| check_instance(events))
        .collect()
}

fn check_instance(events: &[&Recorded]) -> usize {
    let number = events[0].span.as_ref().unwrap()["number"].clone();
    let mut state = String::from("Unresumed");
    let mut polls = 0_u64;
    let mut polling_on = None;
    let mut threads = BTreeSet::new();
    let mut ended = false;
    for event in events {
        assert!(!ended, "nothing comes after the end: {event:?}");
        if let Some(mine) = event.fields.get("mine") {
            assert_eq!(*mine, number, "the user's own event is in its own span");
            assert_eq!(polling_on, Some(event.thread), "and inside a poll");
        } else if event.is_transition() {
            assert_eq!(event.field("from"), state);
            state = event.field("to").to_string();
            assert_eq!(polling_on, Some(event.thread), "{event:?}");
        } else if event.is_end() {
            assert_eq!(event.field("end"), "Returned");
            assert_eq!(event.field("polls"), polls.to_string());
            ended = true;
        } else if event.fields.contains_key("result") {
            assert_eq!(polling_on, Some(event.thread), "a poll ends where it began");
            polling_on = None;
        } else if event.fields.contains_key("addr") {
            polls += 1;
            assert_eq!(event.field("poll"), polls.to_string());
            assert_eq!(
                event.field("state"),
                state,
                "polled in the state it was left in"
            );
            assert_eq!(polling_on, None, "polls do not nest");
            polling_on = Some(event.thread);
            threads.insert(format!("{:?}", event.thread));
        }
    }
    assert!(ended, "every future ends: {events:#?}");
    assert_eq!(state, "Returned");
    threads.len()
}

#[test]
fn interleaved_on_one_thread() {
    no_clock();
    let events = Recorder::record(|| {
        let mut pool = LocalPool::new();
        let spawner = pool.spawner();
        for number in 0..4 {
            spawner
                .spawn_local(async move { assert_eq!(companion(number).await, number) })
                .unwrap();
        }
        pool.run();
    });
    check(&events, 8);
    let order: Vec<_> = events.iter().filter_map(Recorded::future).collect();
    let mut runs = order.clone();
    runs.dedup();
    assert!(runs.len() > 40, "they really interleave: {runs:?}");
}

#[test]
fn joined_in_one_task() {
    no_clock();
    let events = Recorder::record(|| {
        let numbers = futures::executor::block_on(join_all((0..5).map(traveller)));
        assert_eq!(numbers, [0, 1, 2, 3, 4]);
    });
    check(&events, 5);
}

/// Polls a future once on each of several threads, in turn.
fn poll_on_new_threads<F: Future + Send>(future: F) -> F::Output
where
    F::Output: Send,
{
    let mut future = Box::pin(future);
    let dispatch = tracing::dispatcher::get_default(Clone::clone);
    loop {
        let poll = std::thread::scope(|scope| {
            let future = future.as_mut();
            let dispatch = &dispatch;
            scope
                .spawn(move || {
                    tracing::dispatcher::with_default(dispatch, || {
                        future.poll(&mut Context::from_waker(std::task::Waker::noop()))
                    })
                })
                .join()
                .unwrap()
        });
        if let Poll::Ready(output) = poll {
            return output;
        }
    }
}

#[test]
fn on_another_thread_at_each_poll() {
    no_clock();
    let events = Recorder::record(|| {
        assert_eq!(poll_on_new_threads(companion(2)), 2);
    });
    let threads = check(&events, 2);
    assert!(threads.iter().all(|&threads| threads > 5), "{threads:?}");
}

/// The other executors poll on threads of their own: the subscriber is the whole program's, so
/// these cases share one test.
#[test]
fn on_executors_with_threads() {
    no_clock();
    let recorder = Recorder::default();
    let before = |recorder: &Recorder| recorder.events().len();
    tracing::subscriber::set_global_default(recorder.clone().subscriber()).unwrap();

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(3)
        .build()
        .unwrap();
    runtime.block_on(async {
        let tasks: Vec<_> = (0..16)
            .map(|number| {
                tokio::spawn(async move {
                    assert_eq!(companion(number).await, number);
                    tokio::task::yield_now().await;
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    drop(runtime);
    check(&recorder.events(), 32);

    let start = before(&recorder);
    smol::block_on(async {
        let tasks: Vec<_> = (0..8)
            .map(|number| smol::spawn(traveller(number)))
            .collect();
        for (number, task) in tasks.into_iter().enumerate() {
            assert_eq!(task.await, number as u64);
        }
    });
    check(&recorder.events()[start..], 8);

    let start = before(&recorder);
    let executor = async_executor::LocalExecutor::new();
    futures::executor::block_on(executor.run(async {
        let tasks: Vec<_> = (0..8)
            .map(|number| executor.spawn(companion(number)))
            .collect();
        for task in tasks {
            task.await;
        }
    }));
    check(&recorder.events()[start..], 16);
}
