//! Sees to it that a worker goes on: where it crashes or hangs, the input at which it was is a
//! finding, and another goes on behind it.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::options::Options;
use crate::worker::{folder, found, progress};
use crate::{corpus, mutate};

/// How long an input may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs as asked; whether nothing was found.
///
/// # Panics
/// If a worker cannot be started.
pub fn run(options: &Options) -> bool {
    println!("seed {}", options.seed);
    let _ = fs::remove_file(folder().join("findings"));
    let _ = fs::remove_file(progress(options));
    let mut first = 0;
    while let Some((number, problem)) = stopped(options, first) {
        let seeds = corpus::collect(&options.paths);
        let input = mutate::input(&seeds, options.seed, number);
        found(number, &input, &problem);
        first = number + 1;
    }
    !folder().join("findings").exists()
}

/// Runs a worker; at which input it stopped, and how, unless it came to the end.
fn stopped(options: &Options, first: u64) -> Option<(u64, String)> {
    let mut worker = start(options, first);
    let mut before = (0, Instant::now());
    loop {
        thread::sleep(Duration::from_millis(50));
        let at = fs::read(progress(options)).ok();
        let at = at.and_then(|bytes| bytes.try_into().ok());
        let at = at.map_or(first, u64::from_le_bytes);
        if let Ok(Some(status)) = worker.try_wait() {
            return (!status.success()).then(|| (at, format!("crash: {status}")));
        }
        if at != before.0 {
            before = (at, Instant::now());
        } else if before.1.elapsed() > PATIENCE {
            let _ = worker.kill();
            let _ = worker.wait();
            return Some((at, "hang: no end is in sight".to_owned()));
        }
    }
}

fn start(options: &Options, first: u64) -> Child {
    let program = std::env::current_exe().expect("this program has a path");
    Command::new(program)
        .args(["--work", &first.to_string()])
        .args(["--count", &options.count.to_string()])
        .args(["--seed", &options.seed.to_string()])
        .args(&options.paths)
        .stdin(Stdio::null())
        .spawn()
        .expect("a worker can be started")
}
