//! What a run of the fuzzer has seen.

use std::collections::BTreeMap;
use std::fmt;

use crate::batch::Outcome;

/// Numbers.
#[derive(Debug, Default)]
pub struct Summary {
    /// Functions written.
    pub written: usize,
    /// How many of these the lowering turns into an enum.
    pub natural: usize,
    /// Functions put into batches.
    pub tried: usize,
    /// Functions that rustc accepts as they are.
    pub compiled: usize,
    /// Functions that ran as an enum.
    pub explicit: usize,
    /// Runs compared.
    pub runs: usize,
    /// Findings.
    pub findings: usize,
    /// How often each reason against the enum was met among all functions written.
    pub reasons: BTreeMap<String, usize>,
    /// How often rustc refused a function with which message.
    pub refused: BTreeMap<String, usize>,
}

impl Summary {
    /// Adds what came of a batch of `tried` functions.
    pub fn add(&mut self, tried: usize, outcome: &Outcome) {
        self.tried += tried;
        self.compiled += tried - outcome.refused.len();
        self.explicit += outcome.explicit.len();
        self.runs += outcome.runs.values().sum::<usize>();
        self.findings += outcome.findings.len();
        for message in outcome.refused.values() {
            let first = message.lines().next().unwrap_or_default();
            let first = first.split(':').next().unwrap_or_default();
            *self.refused.entry(first.to_owned()).or_default() += 1;
        }
    }
}

fn share(part: usize, all: usize) -> usize {
    (100 * part).checked_div(all).unwrap_or(0)
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} functions written, {} % of them lower to an enum; {} tried",
            self.written,
            share(self.natural, self.written),
            self.tried
        )?;
        writeln!(
            f,
            "{} compile as they are ({} %), {} ran as an enum, {} runs compared, {} findings",
            self.compiled,
            share(self.compiled, self.tried),
            self.explicit,
            self.runs,
            self.findings
        )?;
        for (name, all) in [
            ("against the enum", &self.reasons),
            ("refused", &self.refused),
        ] {
            let mut all: Vec<_> = all.iter().map(|(reason, count)| (count, reason)).collect();
            all.sort_by(|a, b| b.cmp(a));
            let all: Vec<_> = all
                .iter()
                .map(|(count, it)| format!("{it} {count}"))
                .collect();
            writeln!(f, "{name}: {}", all.join(", "))?;
        }
        Ok(())
    }
}
