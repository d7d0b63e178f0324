//! The table.

use std::fmt::Write as _;
use std::fs;

use crate::catalogue::{Catalogue, Entry, Exception};
use crate::mode::Mode;
use crate::outcome::{Outcome, Test};
use crate::workspace;

const BEGIN: &str = "<!-- cargo corpus --write -->";
const END: &str = "<!-- end -->";

/// Writes the table of all crates that have been run into its page.
pub(crate) fn write(catalogue: &Catalogue) -> Result<(), String> {
    let path = workspace().join("tests/corpus/README.md");
    let page = fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let (before, rest) = page
        .split_once(BEGIN)
        .ok_or("the page has no place for the table")?;
    let (_, after) = rest
        .split_once(END)
        .ok_or("the page has no end of the table")?;
    let text = format!("{before}{BEGIN}\n{}{END}{after}", table(catalogue));
    fs::write(&path, text).map_err(|error| error.to_string())
}

fn table(catalogue: &Catalogue) -> String {
    let mut text = "\
| crate | kind | functions annotated | explicit | tests that pass before | `auto` | recorded | `compiler` | polls recorded |
|---|---|---:|---:|---:|---:|---:|---:|---:|
".to_owned();
    let mut sums = [0; 8];
    for entry in catalogue.all() {
        let Some(row) = row(entry) else { continue };
        let Entry {
            name,
            version,
            kind,
            ..
        } = entry;
        let _ = writeln!(text, "| {name} {version} | {kind} | {}", cells(&row));
        sums.iter_mut()
            .zip(row)
            .for_each(|(sum, cell)| *sum += cell);
    }
    let _ = writeln!(text, "| together | | {}", cells(&sums));
    let counted = catalogue.all().iter().filter(|entry| row(entry).is_some());
    let exceptions: String = counted.map(exceptions).collect();
    if !exceptions.is_empty() {
        text += "\nWhat was left out, and what differs:\n\n";
        text += &exceptions;
    }
    text
}

/// What is special about a crate, with its reasons.
fn exceptions(entry: &Entry) -> String {
    let mut text = String::new();
    for (what, exceptions) in [
        ("functions without the attribute", &entry.not_functions),
        ("files without the attribute", &entry.not_files),
        ("tests that are not run in any mode", &entry.not_tests),
        ("tests that differ", &entry.differs),
    ] {
        for Exception { what: which, why } in exceptions {
            let _ = writeln!(text, "- {}, {what}: `{which}`, {why}", entry.name);
        }
    }
    if entry.deep {
        let _ = writeln!(
            text,
            "- {}, with the attribute: `#![recursion_limit = \"256\"]`, since rustc looks into \
             nested futures to a limited depth only, and each annotated one is a few types deeper",
            entry.name
        );
    }
    if entry.own_subscribers {
        let _ = writeln!(
            text,
            "- {}, recorded: its tests have subscribers of their own, and what those get is not \
             seen, so that the events of a future are not compared with each other",
            entry.name
        );
    }
    for mode in Mode::ANNOTATED {
        let outcome = Outcome::load(entry, mode).unwrap_or_default();
        for test in outcome.unsteady {
            let _ = writeln!(
                text,
                "- {}, a test that passed only when it was run again: `{test}` ({})",
                entry.name,
                mode.name()
            );
        }
    }
    text
}

fn cells(row: &[usize; 8]) -> String {
    let [
        annotated,
        explicit,
        machines,
        plain,
        auto,
        recorded,
        compiler,
        polls,
    ] = row;
    let share = 100.0 * *explicit as f64 / (*machines).max(1) as f64;
    format!("{annotated} | {share:.1} % | {plain} | {auto} | {recorded} | {compiler} | {polls} |")
}

/// The figures of a crate of which all modes have been run, and compile. In the annotated modes, only those tests
/// count that pass without the attribute.
fn row(entry: &Entry) -> Option<[usize; 8]> {
    let plain = Outcome::load(entry, Mode::Plain)?;
    let [auto, recorded, compiler] = {
        let load = |mode| Outcome::load(entry, mode);
        let [a, r, c] = Mode::ANNOTATED.map(load);
        [a?, r?, c?]
    };
    if ![&plain, &auto, &recorded, &compiler]
        .iter()
        .all(|outcome| outcome.is_complete)
    {
        return None;
    }
    let passed = |outcome: &Outcome| {
        let both = |(name, test): &(&String, &Test)| {
            **test == Test::Passed && outcome.tests.get(*name) == Some(&Test::Passed)
        };
        plain.tests.iter().filter(both).count()
    };
    let counts = &recorded.counts;
    Some([
        auto.annotated,
        counts.explicit.len(),
        counts.explicit.len() + counts.compiler.len(),
        plain.count(Test::Passed),
        passed(&auto),
        passed(&recorded),
        passed(&compiler),
        usize::try_from(counts.polls.0).unwrap_or(usize::MAX),
    ])
}
