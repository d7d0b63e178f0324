//! Snapshots while everything else goes on.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::task::{Context, Poll};
use std::time::Duration;

use visualize_future_xray::inspect;

/// Looks at the future after each poll.
struct Watched<F> {
    future: Pin<Box<F>>,
    seen: &'static AtomicU64,
}

impl<F: Future> Future for Watched<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let result = self.future.as_mut().poll(cx);
        if result.is_pending() {
            let snapshot = inspect(self.future.as_ref()).expect("debug info");
            let leaf = snapshot.chain().last().map(|leaf| leaf.type_name.clone());
            assert!(leaf.is_some_and(|leaf| leaf.contains("Sleep") || leaf.contains("Acquire")));
            assert_eq!(
                snapshot
                    .root
                    .slots
                    .iter()
                    .filter(|slot| slot.name == "numbers")
                    .count(),
                1
            );
            self.seen.fetch_add(1, Relaxed);
        }
        result
    }
}

const TASKS: u64 = 24;
const ROUNDS: u64 = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_tasks_on_many_threads() {
    static SEEN: AtomicU64 = AtomicU64::new(0);
    static DONE: AtomicBool = AtomicBool::new(false);
    // Memory comes and goes meanwhile.
    let noise = std::thread::spawn(|| {
        while !DONE.load(Relaxed) {
            drop(std::hint::black_box(vec![0_u8; 100_000]));
            // Others must get on, also where one thread runs at a time.
            std::thread::sleep(Duration::from_micros(100));
        }
    });
    let lock = std::sync::Arc::new(tokio::sync::Mutex::new(0_u64));
    let tasks: Vec<_> = (0..TASKS)
        .map(|number| {
            let lock = lock.clone();
            let work = async move {
                let numbers: Vec<u64> = std::iter::repeat_n(number, 10).collect();
                for round in 0..ROUNDS {
                    tokio::time::sleep(Duration::from_micros(100 * round)).await;
                    let mut sum = lock.lock().await;
                    *sum += numbers.iter().sum::<u64>();
                }
            };
            tokio::spawn(Watched {
                future: Box::pin(work),
                seen: &SEEN,
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no snapshot fails");
    }
    DONE.store(true, Relaxed);
    noise.join().expect("it only allocates");
    assert_eq!(*lock.lock().await, ROUNDS * 10 * (0..TASKS).sum::<u64>());
    assert!(SEEN.load(Relaxed) >= TASKS, "each waited at least once");
}
