//! Many futures at once: interleaved on one thread, and going from thread to thread.

mod support;

use std::collections::BTreeMap;
use std::pin::Pin;
use std::thread;

use support::{Entry, Recorder, pending, poll};
use tracing_subscriber::prelude::*;
use visualize_future::visualize_future;

#[visualize_future(lowering = "compiler")]
async fn first(times: u32) {
    pending(times).await;
    pending(1).await;
}

#[visualize_future(lowering = "explicit")]
async fn second(times: u32) {
    pending(times).await;
    pending(1).await;
}

/// The events of each future, in order.
fn by_future(recorder: &Recorder) -> BTreeMap<u64, Vec<Entry>> {
    let mut futures: BTreeMap<u64, Vec<Entry>> = BTreeMap::new();
    for entry in recorder.all() {
        if entry.what == support::What::Event {
            assert_eq!(entry.span.as_deref(), Some(entry.get("future")));
            futures
                .entry(entry.number("future"))
                .or_default()
                .push(entry);
        }
    }
    futures
}

fn check(events: &[Entry], polls: usize) {
    let kinds: Vec<_> = events.iter().map(|entry| entry.name).collect();
    let count = |kind: &str| kinds.iter().filter(|&&one| one == kind).count();
    assert_eq!((count("poll"), count("polled")), (polls, polls));
    assert_eq!((count("transition"), count("end")), (3, 1));
    assert_eq!(kinds.first(), Some(&"poll"));
    assert_eq!(kinds.last(), Some(&"end"));
    let mut state = "Unresumed".to_owned();
    let mut number = 0;
    for entry in events {
        match entry.name {
            "poll" => {
                number += 1;
                assert_eq!(entry.number("poll"), number);
                assert_eq!(entry.get("state"), state);
            }
            "transition" => {
                assert_eq!(entry.get("from"), state);
                state = entry.get("to").to_owned();
            }
            _ => {}
        }
    }
    assert_eq!(state, "Returned");
}

#[test]
fn interleaved_on_one_thread() {
    let (_, recorder) = support::record(|_| {
        let mut firsts: Vec<_> = (1..20).map(|n| Box::pin(first(n))).collect();
        let mut seconds: Vec<_> = (1..20).map(|n| Box::pin(second(n))).collect();
        while !firsts.is_empty() || !seconds.is_empty() {
            firsts.retain_mut(|future| poll(future.as_mut()).is_pending());
            seconds.retain_mut(|future| poll(future.as_mut()).is_pending());
        }
    });
    let futures = by_future(&recorder);
    assert_eq!(futures.len(), 38);
    let mut polls: Vec<usize> = Vec::new();
    for events in futures.values() {
        let count = events.iter().filter(|entry| entry.name == "poll").count();
        check(events, count);
        polls.push(count);
    }
    polls.sort_unstable();
    let expected: Vec<usize> = (1..20).flat_map(|n| [n + 2, n + 2]).collect();
    assert_eq!(polls, expected);
}

/// One poll, heard by that subscriber.
fn one_poll<F: Future>(dispatch: &tracing::Dispatch, future: &mut Pin<Box<F>>) -> bool {
    tracing::dispatcher::with_default(dispatch, || poll(future.as_mut()).is_ready())
}

#[test]
fn from_thread_to_thread() {
    let recorder = Recorder::default();
    let dispatch = tracing::Dispatch::new(tracing_subscriber::registry().with(recorder.clone()));
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let dispatch = dispatch.clone();
            thread::spawn(move || {
                for _ in 0..100 {
                    let mut future = Box::pin(second(1));
                    assert!(!one_poll(&dispatch, &mut future));
                    let there = dispatch.clone();
                    // Polled once on another thread, then again here.
                    future = thread::spawn(move || {
                        assert!(!one_poll(&there, &mut future));
                        future
                    })
                    .join()
                    .unwrap();
                    assert!(one_poll(&dispatch, &mut future));
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
    let futures = by_future(&recorder);
    assert_eq!(futures.len(), 400);
    for events in futures.values() {
        check(events, 3);
        let polls = events.iter().filter(|entry| entry.name == "poll");
        let threads: Vec<_> = polls.map(|poll| poll.number("thread_id")).collect();
        assert_eq!(threads[0], threads[2]);
        assert_ne!(threads[0], threads[1]);
    }
}

#[test]
fn many_at_once() {
    const MANY: u64 = 2000;
    let (ids, recorder) = support::record(|_| {
        let mut futures: Vec<_> = (0..MANY).map(|_| Box::pin(first(1))).collect();
        for future in &mut futures {
            assert!(poll(future.as_mut()).is_pending());
        }
        // The places of those that go are used again.
        futures.truncate(100);
        futures.extend((0..MANY).map(|_| Box::pin(first(1))));
        let ids: Vec<u64> = futures.iter().map(|future| future.id().unwrap()).collect();
        for future in &mut futures {
            while poll(future.as_mut()).is_pending() {}
        }
        ids
    });
    let mut distinct = ids.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), ids.len());
    let futures = by_future(&recorder);
    assert_eq!(futures.len() as u64, 2 * MANY);
    for id in ids {
        check(&futures[&id], 3);
    }
}
