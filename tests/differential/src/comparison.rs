//! Runs a compiled batch, and hears what it tells.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::harness::MARK;

/// What a run of a batch told.
#[derive(Debug, Default)]
pub struct Told {
    /// The number of runs compared of each case, by its name.
    pub runs: BTreeMap<String, usize>,
    /// Differences: the case, the rest of the line, and both logs.
    pub differences: Vec<(String, String, String)>,
    /// Cases during which the program ended, and how.
    pub crashes: Vec<(String, String)>,
    /// How each function was lowered: the case, the lowering, the reasons.
    pub lowered: Vec<(String, String, String)>,
}

/// Runs a batch, again from the next case on after a crash.
pub fn run(program: &Path, patience: Duration) -> Told {
    let mut told = Told::default();
    let mut from = 0;
    while let Some(next) = run_from(program, from, patience, &mut told) {
        from = next;
    }
    told
}

/// Runs from a case on; the next one, if the program did not get to its end.
fn run_from(program: &Path, from: usize, patience: Duration, told: &mut Told) -> Option<usize> {
    let mut child = Command::new(program)
        .arg(from.to_string())
        // What is freed is overwritten, so that a use after it is seen.
        .env("MALLOC_PERTURB_", "165")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program can be run");
    let out = BufReader::new(child.stdout.take().expect("standard output is a pipe"));
    let (sender, lines) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in out.split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    let mut now: Option<(usize, String)> = None;
    let mut plain = false;
    let mut how = String::from("ended early");
    let mut ended = false;
    loop {
        let line = match lines.recv_timeout(patience) {
            Ok(line) => line,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                how = "no end".to_owned();
                let _ = child.kill();
                break;
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        };
        let Some(line) = line.strip_prefix(MARK) else {
            if let Some((_, _, log)) = told.differences.last_mut() {
                log.push_str(&line);
                log.push('\n');
            }
            continue;
        };
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["start", index, name] => {
                now = index.parse().ok().map(|index| (index, name.to_owned()));
                plain = false;
            }
            ["plain"] => plain = true,
            ["difference", ..] => {
                let name = now.as_ref().map_or(String::new(), |(_, name)| name.clone());
                let title = words[1..].join(" ");
                told.differences.push((name, title, String::new()));
            }
            ["done", runs] => {
                if let Some((_, name)) = now.take() {
                    told.runs.insert(name, runs.parse().unwrap_or(0));
                }
            }
            ["lowered", name, lowering, ..] => {
                let reasons = words.get(3).copied().unwrap_or_default();
                let all = (name.to_owned(), lowering.to_owned(), reasons.to_owned());
                told.lowered.push(all);
            }
            ["end"] => ended = true,
            _ => {}
        }
    }
    let status = child.wait();
    let _ = reader.join();
    if ended {
        return None;
    }
    let (index, name) = now?;
    if how != "no end"
        && let Ok(status) = status
    {
        how = status.to_string();
    }
    // A plain function that crashes or does not end is the generator's mistake.
    if plain {
        told.crashes.push((name, how));
    }
    Some(index + 1)
}
