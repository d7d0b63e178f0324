//! What is read from the samples' debug info is what rustc printed when it compiled them, however
//! they are compiled.
//!
//! `cargo test -p visualize-future-tests-xray --test matrix -- --nocapture` prints the table, and
//! `XRAY_ONLY=lto` compiles only the configurations with that in their names.

#![cfg(target_os = "linux")]

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use visualize_future_tests_xray::build::build;
use visualize_future_tests_xray::comparison::{Tally, Verdict, pair};
use visualize_future_tests_xray::configuration::{Configuration, Expected, matrix};
use visualize_future_tests_xray::table::{Row, table};
use visualize_future_xray::{Image, NotAvailable};

/// How many coroutines must be equal at least, and how many slots: as many as the samples have,
/// less what another compiler may find superfluous.
const COROUTINES: usize = 390;
const SLOTS: usize = 4_400;
/// The same for those of the dependency, where only that one has debug info.
const COROUTINES_OF_DEPENDENCY: usize = 3;

/// What is unknown even if nothing is optimised: of what rustc has without a name, no variable
/// tells. These share theirs with a variable that is called `__3`, or `__awaitee`.
const UNKNOWN: [&str; 5] = [
    "__3 of program::hygiene::name_of_a_temporary::{async_fn_env#0}, Suspend0",
    "__4 of program::hygiene::name_of_a_temporary::{async_fn_env#0}, Suspend0",
    "__4 of program::hygiene::name_of_a_temporary::{async_fn_env#0}, Suspend1",
    "__awaitee of program::hygiene::names_of_rustc::{async_fn_env#0}, Suspend0",
    "__awaitee of program::hygiene::names_of_rustc::{async_fn_env#0}, Suspend1",
];

#[test]
fn is_what_rustc_prints() {
    let only = std::env::var("XRAY_ONLY")
        .unwrap_or_default()
        .to_lowercase();
    let mut configurations = matrix();
    configurations.retain(|configuration| configuration.name.to_lowercase().contains(&only));
    assert!(
        !configurations.is_empty(),
        "no configuration has {only:?} in its name"
    );

    let results = judge_all(&configurations);
    let mut failures = String::new();
    let rows: Vec<Row> = configurations
        .iter()
        .zip(results)
        .map(|(configuration, judged)| {
            if !judged.failures.is_empty() {
                failures += &format!(
                    "\n# {}\n{}\n",
                    configuration.name,
                    judged.failures.join("\n")
                );
            }
            Row {
                name: configuration.name.to_owned(),
                result: judged.result,
            }
        })
        .collect();
    println!("{}", table(&rows));
    assert!(failures.is_empty(), "{failures}");
}

/// What came of a configuration.
struct Judged {
    result: Result<Tally, String>,
    failures: Vec<String>,
}

/// Judges each configuration, as many at a time as there are processors.
fn judge_all(configurations: &[Configuration]) -> Vec<Judged> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(configuration) = configurations.get(index) else {
                break;
            };
            let judged = judge(configuration, index).unwrap_or_else(|failure| Judged {
                result: Err(String::from("not compiled")),
                failures: vec![failure],
            });
            results.lock().unwrap().push((index, judged));
        }
    };
    let threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(4);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let mut results = results.into_inner().unwrap();
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, judged)| judged).collect()
}

fn judge(configuration: &Configuration, index: usize) -> Result<Judged, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("matrix-{index}"));
    let built = build(configuration, &folder)?;
    let read = Image::open(&built.program).and_then(|image| image.coroutines());
    let judged = match read {
        Ok(coroutines) => {
            let verdict = pair(&coroutines, &built.printed);
            let failures = failures(&verdict, built.printed.len(), configuration.expected);
            Judged {
                result: Ok(verdict.tally),
                failures,
            }
        }
        Err(error) => Judged {
            result: Err(error.to_string()),
            failures: refused(&error, configuration.expected),
        },
    };
    // What failed is left for a closer look.
    if judged.failures.is_empty() {
        let _ = std::fs::remove_dir_all(&folder);
    }
    Ok(judged)
}

fn failures(verdict: &Verdict, printed: usize, expected: Expected) -> Vec<String> {
    let mut failures = verdict.differences.clone();
    let unprinted = verdict.unprinted.iter();
    failures.extend(unprinted.map(|coroutine| format!("not in print: {coroutine}")));
    let tally = &verdict.tally;
    let mut at_least = |what: &str, count: usize, least: usize| {
        if count < least {
            failures.push(format!("only {count} {what}, and not {least}"));
        }
    };
    match expected {
        Expected::Nothing(reason) => failures.push(format!("it should be refused: {reason:?}")),
        Expected::Dependency => {
            at_least(
                "coroutines are equal",
                tally.coroutines,
                COROUTINES_OF_DEPENDENCY,
            );
        }
        Expected::Everything | Expected::Namesakes => {
            at_least("coroutines are equal", tally.coroutines, COROUTINES);
            at_least("slots are equal", tally.slots, SLOTS);
            let missing = verdict.missing.iter();
            failures.extend(missing.map(|title| format!("not read: {title}")));
            if tally.coroutines != printed {
                failures.push(format!(
                    "{} are equal, of {printed} in print",
                    tally.coroutines
                ));
            }
        }
    }
    if expected == Expected::Everything && verdict.unknown != UNKNOWN {
        failures.push(format!("not known: {:#?}", verdict.unknown));
    }
    failures
}

fn refused(error: &NotAvailable, expected: Expected) -> Vec<String> {
    match expected {
        Expected::Nothing(reason) if reason == error.reason() => Vec::new(),
        _ => vec![format!("{expected:?} was expected: {error}")],
    }
}
