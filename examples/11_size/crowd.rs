//! A hundred thousand futures, and what stands for them elsewhere.

use std::future::pending;
use std::sync::{Arc, Barrier};
use std::task::{Context, Waker};
use std::thread;

use tokio::runtime::Builder;
use visualize_future::visualize_future;

use crate::memory::Memory;
use crate::table::{Bound, row};

const MANY: u64 = 100_000;

/// A hundred thousand threads are more than most systems allow.
const THREADS: u64 = 400;

/// What the standard library's documentation says of a thread's stack, in bytes.
const THREAD_STACK: u64 = 2 * 1024 * 1024;

/// What Go's runtime begins a goroutine's stack with, as published, in bytes.
const GOROUTINE_STACK: u64 = 2048;

#[visualize_future]
async fn connection(id: u64) -> u64 {
    let request = [id; 8];
    pending::<()>().await;
    request.iter().sum()
}

pub(crate) fn show() {
    let (futures, future) = Memory::of_each(MANY, || {
        let mut futures: Vec<_> = (0..MANY).map(|id| Box::pin(connection(id))).collect();
        let mut cx = Context::from_waker(Waker::noop());
        for future in &mut futures {
            assert!(future.as_mut().poll(&mut cx).is_pending());
        }
        futures
    });

    let runtime = Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime can be started");
    let (_tasks, task) = Memory::of_each(MANY, || {
        let tasks: Vec<_> = (0..MANY).map(|id| runtime.spawn(connection(id))).collect();
        // The executor polls them in this order, so that all of them wait when the last one ends.
        let last = runtime.block_on(runtime.spawn(async {}));
        last.expect("it does not panic");
        tasks
    });

    let barrier = Arc::new(Barrier::new(THREADS as usize + 1));
    let (threads, thread) = Memory::of_each(THREADS, || {
        let wait = || {
            let barrier = Arc::clone(&barrier);
            thread::spawn(move || {
                barrier.wait();
                barrier.wait();
            })
        };
        let threads: Vec<_> = (0..THREADS).map(|_| wait()).collect();
        // All of them have come here.
        barrier.wait();
        threads
    });
    barrier.wait();
    for thread in threads {
        thread.join().expect("it does not panic");
    }

    let size = futures.first().map_or(0, |future| size_of_val(&**future));
    println!("size_of a future that waits with eight numbers: {size} B\n");
    println!("{:<27}{:<20}100000 of them", "resident memory", "each");
    let resident = |memory: Option<Memory>| memory.map(|memory| memory.resident);
    row(
        "a future in a Box",
        resident(future),
        Bound::AtMost(2 * size as u64),
        MANY,
    );
    row("a task of tokio", resident(task), Bound::AtMost(512), MANY);
    row(
        "a goroutine, as published",
        Some(GOROUTINE_STACK),
        Bound::AtLeast(GOROUTINE_STACK),
        MANY,
    );
    row("a thread", resident(thread), Bound::AtLeast(8192), MANY);
    let reserved = thread.map(|thread| thread.reserved);
    row(
        "addresses of a thread",
        reserved,
        Bound::AtLeast(THREAD_STACK),
        MANY,
    );
}
