//! What a test suite came to.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use visualize_future_corpus_recorder::Counts;

use crate::catalogue::Entry;
use crate::folder;
use crate::mode::Mode;

/// What a test suite came to.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Outcome {
    /// How many functions carried the attribute.
    pub(crate) annotated: usize,
    /// Whether all of it could be built.
    pub(crate) is_complete: bool,
    /// What rustc said, and how often.
    pub(crate) messages: BTreeMap<String, usize>,
    /// Each test, under the name of its program, and its result.
    pub(crate) tests: BTreeMap<String, Test>,
    /// What has been recorded.
    pub(crate) counts: Counts,
    /// Tests that passed only when they were run again, alone.
    pub(crate) unsteady: Vec<String>,
}

/// The result of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Test {
    /// It passed.
    Passed,
    /// It did not.
    Failed,
    /// It was not run.
    Ignored,
}

impl Outcome {
    /// How many tests have that result.
    pub(crate) fn count(&self, result: Test) -> usize {
        self.tests.values().filter(|test| **test == result).count()
    }

    /// In one line.
    pub(crate) fn summary(&self) -> String {
        let mut summary = format!(
            "{} passed, {} failed, {} ignored",
            self.count(Test::Passed),
            self.count(Test::Failed),
            self.count(Test::Ignored)
        );
        if self.annotated > 0 {
            summary += &format!(", {} functions annotated", self.annotated);
        }
        let Counts {
            explicit, compiler, ..
        } = &self.counts;
        if !explicit.is_empty() || !compiler.is_empty() {
            summary += &format!(
                ", {} machines, {} of them enums",
                explicit.len() + compiler.len(),
                explicit.len()
            );
        }
        if self.counts.records > 0 {
            summary += &format!(
                ", {} futures, {} polls, {} records",
                self.counts.created, self.counts.polls.0, self.counts.records
            );
        }
        summary
    }

    fn path(entry: &Entry, mode: Mode) -> PathBuf {
        folder()
            .join(&entry.name)
            .join(format!("{}.json", mode.name()))
    }

    /// Keeps it for the table.
    pub(crate) fn store(&self, entry: &Entry, mode: Mode) -> Result<(), String> {
        let text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        fs::write(Outcome::path(entry, mode), text).map_err(|error| error.to_string())
    }

    /// What an earlier run has kept.
    pub(crate) fn load(entry: &Entry, mode: Mode) -> Option<Outcome> {
        let text = fs::read_to_string(Outcome::path(entry, mode)).ok()?;
        serde_json::from_str(&text).ok()
    }
}
