//! Running what has been built.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use visualize_future_corpus_recorder::{Counts, FILE};

use crate::build::Build;
use crate::mode::Mode;
use crate::outcome::{Outcome, Test};
use crate::package::Copy;
use crate::process::{self, Ended};

/// How long a program's tests may take before they count as hanging.
const LIMIT: Duration = Duration::from_secs(900);

/// Runs all tests of a copy.
pub(crate) fn run(copy: &Copy<'_>, build: Build) -> Result<Outcome, String> {
    let _ = fs::remove_dir_all(runs(copy));
    let mut outcome = Outcome {
        annotated: copy.annotated,
        is_complete: build.is_complete,
        messages: build.messages,
        ..Outcome::default()
    };
    if !build.is_complete {
        return Ok(outcome);
    }
    for program in build.programs {
        let tests = run_program(copy, &program, &[])?;
        let named = |(name, test)| (format!("{} {name}", program.join(" ")), test);
        outcome.tests.extend(tests.into_iter().map(named));
    }
    outcome.counts = counts(copy);
    Ok(outcome)
}

/// Runs the tests of a program, or one of them.
pub(crate) fn run_program(
    copy: &Copy<'_>,
    program: &[String],
    filter: &[&str],
) -> Result<BTreeMap<String, Test>, String> {
    let name = program.join("").replace(['-', '/'], "_");
    let folder = runs(copy);
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let results = folder.join(format!("{name}.results"));
    let _ = fs::remove_file(&results);
    let mut command = copy.cargo(&["test", "--quiet"]);
    command
        .args(program)
        .arg("--")
        .arg("--logfile")
        .arg(&results)
        .args(filter);
    for exception in &copy.entry.not_tests {
        command.arg("--skip").arg(&exception.what);
    }
    if copy.mode == Mode::Recorded {
        command.env(FILE, folder.join(format!("{name}.counts")));
    }
    let log = folder.join(format!("{name}.log"));
    let ended = process::run(&mut command, &log, LIMIT)?;
    let mut tests = BTreeMap::new();
    let lines = fs::read_to_string(&results).unwrap_or_default();
    for line in lines.lines() {
        let Some((result, test)) = line.split_once(' ') else {
            continue;
        };
        let result = match result {
            "ok" => Test::Passed,
            "ignored" => Test::Ignored,
            _ => Test::Failed,
        };
        tests.insert(test.to_owned(), result);
    }
    // A program that has no list of tests, or ended amid of it, still says something.
    let failed = tests.values().any(|test| *test == Test::Failed);
    if ended != Ended::Well && !failed {
        tests.insert("(the program itself)".to_owned(), Test::Failed);
    } else if tests.is_empty() {
        tests.insert("(the program itself)".to_owned(), Test::Passed);
    }
    Ok(tests)
}

/// Where a mode's programs write.
fn runs(copy: &Copy<'_>) -> PathBuf {
    let name = format!("{}.runs", copy.mode.name());
    copy.folder.with_file_name(name)
}

/// What the programs have counted.
fn counts(copy: &Copy<'_>) -> Counts {
    let mut all = Counts::default();
    let entries = fs::read_dir(runs(copy)).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.path().extension().is_some_and(|it| it == "counts"));
    for file in files {
        let text = fs::read_to_string(file.path()).unwrap_or_default();
        for counts in text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
        {
            all.join(&counts);
        }
    }
    all
}
