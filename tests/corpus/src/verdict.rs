//! What differs from the suite without the attribute.

use std::collections::BTreeMap;
use std::fmt;

use crate::mode::Mode;
use crate::outcome::{Outcome, Test};
use crate::package::Package;
use crate::suite;

/// How often a test that failed is run again, alone.
const TRIES: usize = 3;

/// What differs.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    differences: Vec<String>,
    remarks: Vec<String>,
    said_elsewhere: usize,
}

impl Verdict {
    /// Compares; a test that passed before and failed after is tried again.
    pub(crate) fn of(
        package: &Package<'_>,
        mode: Mode,
        plain: &Outcome,
        outcome: &mut Outcome,
    ) -> Result<Verdict, String> {
        let mut verdict = Verdict::default();
        verdict.compare_messages(&plain.messages, &outcome.messages);
        if !outcome.is_complete {
            verdict
                .differences
                .push("does not compile any more".to_owned());
            return Ok(verdict);
        }
        for (name, _) in plain
            .tests
            .iter()
            .filter(|(_, test)| **test == Test::Passed)
        {
            if outcome.tests.get(name) == Some(&Test::Passed) {
                continue;
            }
            let known = package
                .entry
                .differs
                .iter()
                .find(|known| name.ends_with(&known.what));
            if let Some(known) = known {
                verdict
                    .remarks
                    .push(format!("{name} differs, as is known: {}", known.why));
            } else if passes_again(package, mode, name)? {
                outcome.tests.insert(name.clone(), Test::Passed);
                outcome.unsteady.push(name.clone());
                verdict
                    .remarks
                    .push(format!("{name} passed only when it was run again"));
            } else {
                verdict
                    .differences
                    .push(format!("{name} does not pass any more"));
            }
        }
        for violation in &outcome.counts.violations {
            let told = match package.entry.own_subscribers {
                true => &mut verdict.remarks,
                false => &mut verdict.differences,
            };
            told.push(format!("recorded: {violation}"));
        }
        Ok(verdict)
    }

    /// Compares only what rustc says.
    pub(crate) fn of_messages(
        plain: &BTreeMap<String, usize>,
        annotated: &BTreeMap<String, usize>,
    ) -> Verdict {
        let mut verdict = Verdict::default();
        verdict.compare_messages(plain, annotated);
        verdict
    }

    fn compare_messages(
        &mut self,
        plain: &BTreeMap<String, usize>,
        annotated: &BTreeMap<String, usize>,
    ) {
        let (mut new, mut gone) = (more(annotated, plain), more(plain, annotated));
        // What is said of a whole function may point at its first line, where an attribute is now.
        for (message, count) in &mut new {
            let elsewhere = gone
                .iter_mut()
                .find(|(other, rest)| *rest > 0 && without_line(other) == without_line(message));
            if let Some((_, rest)) = elsewhere {
                let moved = (*count).min(*rest);
                *count -= moved;
                *rest -= moved;
                self.said_elsewhere += moved;
            }
        }
        new.retain(|(_, count)| *count > 0);
        gone.retain(|(_, count)| *count > 0);
        for (message, count) in new {
            self.differences
                .push(format!("new, {count} times: {message}"));
        }
        for (message, count) in gone {
            self.remarks.push(format!("gone, {count} times: {message}"));
        }
    }

    /// Whether nothing has changed.
    pub(crate) fn is_well(&self) -> bool {
        self.differences.is_empty()
    }
}

fn passes_again(package: &Package<'_>, mode: Mode, name: &str) -> Result<bool, String> {
    let copy = package.copy(mode)?;
    let words: Vec<&str> = name.split(' ').collect();
    let (program, test) = match words[..] {
        ["--lib", ..] => (&words[..1], words[1..].join(" ")),
        _ => (&words[..2], words[2..].join(" ")),
    };
    let program: Vec<String> = program.iter().map(|&word| word.to_owned()).collect();
    for _ in 0..TRIES {
        let tests = suite::run_program(&copy, &program, &["--exact", &test])?;
        if tests.get(&test) == Some(&Test::Passed) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What there is more of on the left.
fn more(left: &BTreeMap<String, usize>, right: &BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let difference = |(text, count): (&String, &usize)| {
        let rest = count.saturating_sub(right.get(text).copied().unwrap_or(0));
        (rest > 0).then(|| (text.clone(), rest))
    };
    left.iter().filter_map(difference).collect()
}

/// A message as [`build`](crate::build) writes it, without its line.
fn without_line(message: &str) -> (&str, &str) {
    let (file, rest) = message.split_once(".rs:").unwrap_or((message, ""));
    (file, rest.trim_start_matches(|c: char| c.is_ascii_digit()))
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for difference in &self.differences {
            write!(f, "\n    DIFFERENCE {difference}")?;
        }
        if self.said_elsewhere > 0 {
            let count = self.said_elsewhere;
            write!(
                f,
                "\n    {count} messages point at another line of the same file"
            )?;
        }
        for remark in &self.remarks {
            write!(f, "\n    {remark}")?;
        }
        Ok(())
    }
}
