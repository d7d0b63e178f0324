//! What one program run comes to.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// What has been counted in a program, from its start to its end.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Counts {
    /// The machines that are linked into it and are an enum: path, file, line and column.
    pub explicit: BTreeSet<String>,
    /// Those that are the compiler's coroutine.
    pub compiler: BTreeSet<String>,
    /// Spans and events together.
    pub records: u64,
    /// Bytes of text, if each field is written out.
    pub bytes: u64,
    /// Futures that began.
    pub created: u64,
    /// Futures that ended, by how they did.
    pub ended: BTreeMap<String, u64>,
    /// Polls that began, and polls that ended.
    pub polls: (u64, u64),
    /// Changes of a state.
    pub transitions: u64,
    /// Lints, by name.
    pub lints: BTreeMap<String, u64>,
    /// What must not be: the first few.
    pub violations: Vec<String>,
    /// How many of them there were.
    pub violated: u64,
    /// Futures alive and polls open when the program ended: it may leave some to their threads.
    pub left: (u64, u64),
}

impl Counts {
    /// Counts what another program has counted.
    pub fn join(&mut self, other: &Counts) {
        self.explicit.extend(other.explicit.iter().cloned());
        self.compiler.extend(other.compiler.iter().cloned());
        self.records += other.records;
        self.bytes += other.bytes;
        self.created += other.created;
        self.polls.0 += other.polls.0;
        self.polls.1 += other.polls.1;
        self.transitions += other.transitions;
        self.violated += other.violated;
        self.left.0 += other.left.0;
        self.left.1 += other.left.1;
        for (end, count) in &other.ended {
            *self.ended.entry(end.clone()).or_default() += count;
        }
        for (lint, count) in &other.lints {
            *self.lints.entry(lint.clone()).or_default() += count;
        }
        let room = 10_usize.saturating_sub(self.violations.len());
        let more = other.violations.iter().take(room).cloned();
        self.violations.extend(more);
    }
}
