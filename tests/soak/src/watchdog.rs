//! Ends the program when nothing happens any more, and tells what hangs.

use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};
use std::{fs, process, thread};

use crate::{findings, stage};

/// No stage takes that long, not even on a slow machine under a sanitizer.
const PATIENCE: Duration = Duration::from_secs(150);

/// Starts it.
pub(crate) fn start() {
    let watch = || {
        let mut last = (0, Instant::now());
        loop {
            thread::sleep(Duration::from_secs(1));
            let steps = stage::steps();
            if steps != last.0 {
                last = (steps, Instant::now());
            } else if last.1.elapsed() > PATIENCE {
                dump();
                process::exit(2);
            }
        }
    };
    thread::Builder::new()
        .name("watchdog".into())
        .spawn(watch)
        .expect("there is room for a thread");
}

fn dump() {
    println!("HANGS in `{}`, {}", stage::current(), findings::round());
    if let Some(book) = stage::book() {
        println!("{} events so far", book.totals.events.load(Relaxed));
        for one in book.alive() {
            println!("  {one}");
        }
    }
    // What each thread waits for, as far as Linux tells.
    let Ok(threads) = fs::read_dir("/proc/self/task") else {
        return;
    };
    for thread in threads.flatten() {
        let read = |file| fs::read_to_string(thread.path().join(file)).unwrap_or_default();
        println!(
            "  thread {} `{}` in {} {}",
            thread.file_name().display(),
            read("comm").trim(),
            read("wchan"),
            read("syscall").trim(),
        );
    }
}
