//! Parallelism.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Barrier};
use std::thread;

use tokio::runtime::Builder;

/// What two tasks share.
struct Workplace {
    /// How many of them are at work now.
    at_work: AtomicUsize,
    /// Lets nobody pass before as many have come as there are threads. Were it two on one thread,
    /// the first task would block that thread, and the second one could never come.
    barrier: Barrier,
}

/// Works without awaiting anything; tells on which thread, and how many were at work then.
async fn work(place: Arc<Workplace>) -> (String, usize) {
    place.at_work.fetch_add(1, SeqCst);
    place.barrier.wait();
    let at_once = place.at_work.load(SeqCst);
    place.barrier.wait();
    place.at_work.fetch_sub(1, SeqCst);
    let thread = thread::current();
    (thread.name().unwrap_or_default().to_owned(), at_once)
}

/// Runs two tasks that compute on so many threads.
pub(crate) fn show(threads: usize) {
    let started = AtomicUsize::new(0);
    let runtime = Builder::new_multi_thread()
        .worker_threads(threads)
        .thread_name_fn(move || format!("worker {}", started.fetch_add(1, SeqCst) + 1))
        .build()
        .expect("threads can be started");
    let place = Arc::new(Workplace {
        at_work: AtomicUsize::new(0),
        barrier: Barrier::new(threads),
    });
    let tasks = [(); 2].map(|()| runtime.spawn(work(Arc::clone(&place))));
    let mut done = tasks.map(|task| runtime.block_on(task).expect("it does not panic"));
    done.sort();
    let [(one, at_once), (other, _)] = done;
    println!("threads: {threads}   tasks ran on {one} and {other}, {at_once} at a time");
}
