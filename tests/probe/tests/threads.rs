//! Snapshots while other threads run, of futures that go from thread to thread.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::thread::ThreadId;
use std::time::Duration;

use visualize_future::visualize_future;
use visualize_future::xray::{LastSnapshots, Probe, listen};

const TASKS: u32 = 1000;

#[visualize_future(xray)]
async fn annotated(number: u32) -> u32 {
    let text = format!("number {number}");
    let reference = &text;
    for round in 0..2_u32 {
        tokio::task::yield_now().await;
        std::hint::black_box(round);
    }
    assert_eq!(*reference, format!("number {number}"));
    number
}

#[visualize_future(xray, lowering = "compiler")]
async fn compiled(number: u32) -> u32 {
    let text = format!("number {number}");
    let reference = &text;
    for round in 0..2_u32 {
        tokio::task::yield_now().await;
        std::hint::black_box(round);
    }
    assert_eq!(*reference, format!("number {number}"));
    number
}

async fn plain(number: u32) -> u32 {
    let text = format!("number {number}");
    let reference = &text;
    tokio::time::sleep(Duration::from_millis(u64::from(number % 7))).await;
    tokio::task::yield_now().await;
    assert_eq!(*reference, format!("number {number}"));
    number
}

#[derive(Default)]
struct Seen {
    threads: HashSet<ThreadId>,
    /// By future: the value of its `text`, and the number of the last poll.
    futures: HashMap<u64, (String, u32)>,
    snapshots: usize,
}

#[test]
fn a_thousand_tasks() {
    let seen = Arc::new(Mutex::new(Seen::default()));
    let told = seen.clone();
    let listening = listen(move |event| {
        let snapshot = event
            .snapshot
            .as_ref()
            .expect("this package has debug info with types");
        let root = snapshot.waiting();
        assert!(
            root.state.as_ref().unwrap().name.starts_with("Suspend"),
            "{snapshot}"
        );
        let text = root.slots.iter().find(|slot| slot.name == "text");
        let text = text.unwrap_or_else(|| panic!("{snapshot}"));
        let reference = root
            .slots
            .iter()
            .find(|slot| slot.name == "reference")
            .unwrap();
        assert_eq!(reference.points_at[0].to, "text", "{snapshot}");
        let mut seen = told.lock().unwrap();
        seen.snapshots += 1;
        seen.threads.insert(std::thread::current().id());
        let value = text.value.to_string();
        let (before, poll) = seen
            .futures
            .entry(event.future)
            .or_insert((value.clone(), 0));
        assert_eq!(*before, value);
        assert_eq!(*poll + 1, event.poll);
        *poll = event.poll;
    });
    let last = LastSnapshots::keep();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .enable_all()
        .build()
        .unwrap();
    let sum: u32 = runtime.block_on(async {
        let spawned = (0..TASKS).map(|number| match number % 3 {
            0 => tokio::spawn(annotated(number)),
            1 => tokio::spawn(compiled(number)),
            _ => tokio::spawn(Probe::new(plain(number))),
        });
        let spawned: Vec<_> = spawned.collect();
        let mut sum = 0;
        for task in spawned {
            sum += task.await.expect("no snapshot was wrong");
        }
        sum
    });
    assert_eq!(sum, TASKS * (TASKS - 1) / 2);
    drop(listening);
    let seen = seen.lock().unwrap();
    assert_eq!(seen.futures.len(), TASKS as usize);
    assert!(seen.snapshots >= 2 * TASKS as usize - TASKS as usize / 3);
    assert!(seen.threads.len() > 1, "{:?}", seen.threads);
    let texts: HashSet<_> = seen.futures.values().map(|(text, _)| text).collect();
    assert_eq!(texts.len(), TASKS as usize);
    assert!(last.all().is_empty(), "{last}");
}
