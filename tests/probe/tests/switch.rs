//! The switch is turned, and listeners come and go, while futures run on other threads.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use visualize_future::visualize_future;
use visualize_future::xray::{self, LastSnapshots, Probe, listen};

#[visualize_future]
async fn switched(number: u32) -> u32 {
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
    number
}

#[test]
fn the_switch_is_turned_while_they_run() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(3)
        .build()
        .unwrap();
    let tasks: Vec<_> = (0..200)
        .map(|number| runtime.spawn(Probe::new(switched(number))))
        .collect();
    let mut heard = 0;
    let mut rounds = 0;
    while !tasks.iter().all(|task| task.is_finished()) || rounds < 3 {
        rounds += 1;
        let count = Arc::new(Mutex::new(0));
        let counted = count.clone();
        let listening = listen(move |event| {
            assert!(event.snapshot.is_ok(), "{event}");
            *counted.lock().unwrap() += 1;
        });
        let last = LastSnapshots::keep();
        xray::set_all(rounds % 2 == 0);
        std::thread::sleep(Duration::from_millis(5));
        std::hint::black_box(last.to_string());
        drop(listening);
        heard += *count.lock().unwrap();
    }
    xray::set_all(false);
    for (number, task) in tasks.into_iter().enumerate() {
        assert_eq!(runtime.block_on(task).unwrap(), number as u32);
    }
    assert!(heard > 0);
}
