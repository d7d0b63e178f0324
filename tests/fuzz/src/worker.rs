//! A worker: checks input after input, and writes down at which it is.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::check::{Seen, check};
use crate::input::Input;
use crate::options::Options;
use crate::shrink;
use crate::{corpus, mutate, panics};

/// How long a finding is made smaller.
const PATIENCE: Duration = Duration::from_secs(40);

/// Where the fuzzer leaves what it has to say.
///
/// # Panics
/// If it cannot be made.
pub fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"),
        PathBuf::from,
    );
    let folder = target.join("fuzz-macro");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

/// Where a worker writes the number of the input at which it is.
pub(crate) fn progress(options: &Options) -> PathBuf {
    folder().join(format!("progress-{}", options.seed))
}

/// What a worker has seen.
#[derive(Debug, Default)]
struct Counts {
    inputs: u64,
    accepted: u64,
    explicit: u64,
    asked: u64,
}

/// Checks the inputs from that one to the last.
///
/// # Panics
/// If the target folder cannot be written.
pub fn run(options: &Options, first: u64) {
    let seeds = corpus::collect(&options.paths);
    let progress = File::create(progress(options)).expect("the target folder can be written");
    panics::listen();
    let mut counts = Counts::default();
    let mut titles = BTreeSet::new();
    for number in first..options.count {
        let written = progress.write_all_at(&number.to_le_bytes(), 0);
        written.expect("the target folder can be written");
        let input = mutate::input(&seeds, options.seed, number);
        counts.inputs += 1;
        match check(&input) {
            Ok(Seen {
                accepted,
                explicit,
                asked,
            }) => {
                counts.accepted += u64::from(accepted);
                counts.explicit += u64::from(explicit);
                counts.asked += u64::from(asked);
            }
            Err(problem) if titles.insert(title(&problem)) => {
                let same = |other: &Input| {
                    check(other).is_err_and(|other| title(&other) == title(&problem))
                };
                found(number, &shrink::shrink(&input, PATIENCE, same), &problem);
            }
            Err(_) => {}
        }
    }
    println!(
        "{} functions to begin with; {} inputs, of which the attribute takes {}, {} become an \
         enum, {} ask for `cfg`s; {} findings",
        seeds.len(),
        counts.inputs,
        counts.accepted,
        counts.explicit,
        counts.asked,
        titles.len(),
    );
}

/// What a problem has in common with others like it.
pub(crate) fn title(problem: &str) -> String {
    let rest = problem.split_once(": ").map_or(problem, |(_, rest)| rest);
    let end = match rest.starts_with("panics") {
        true => rest.len(),
        false => rest
            .match_indices(": ")
            .nth(1)
            .map_or(rest.len(), |(end, _)| end),
    };
    rest[..end.min(rest.len())].chars().take(160).collect()
}

/// Tells of a finding, and writes it down.
pub(crate) fn found(number: u64, input: &Input, problem: &str) {
    let path = folder().join(format!("finding-{number}.rs"));
    let problem: String = problem.chars().take(1500).collect();
    println!(
        "input {number}: {problem}\n{input}kept as {}\n",
        path.display()
    );
    let title = title(&problem).replace('\n', " ");
    let _ = fs::write(path, format!("// {title}\n{input}"));
    let _ = fs::write(folder().join("findings"), "there are some\n");
}
