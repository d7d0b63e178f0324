//! The counts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use visualize_future_lowering::reason::Reason;

/// What has been counted.
#[derive(Default)]
pub(super) struct Tally {
    /// Files that could not be read or parsed.
    pub(super) unread: usize,
    functions: usize,
    with_await: usize,
    explicit: usize,
    explicit_with_await: usize,
    /// In how many functions each reason stands, and in how many it stands alone.
    reasons: BTreeMap<&'static str, (usize, usize)>,
}

impl Tally {
    /// Counts a function.
    pub(super) fn add(&mut self, awaits: bool, reasons: &[Reason]) {
        self.functions += 1;
        self.with_await += usize::from(awaits);
        if reasons.is_empty() {
            self.explicit += 1;
            self.explicit_with_await += usize::from(awaits);
        }
        let codes: BTreeSet<&'static str> = reasons.iter().map(Reason::code).collect();
        for code in &codes {
            let (all, alone) = self.reasons.entry(code).or_default();
            *all += 1;
            *alone += usize::from(codes.len() == 1);
        }
    }
}

/// The head of a table of rows.
pub(super) const TABLE_HEAD: &str = "\
| sources | `async fn`s | explicit | share | what alone stands in the way of others |
|---|---:|---:|---:|---|";

impl Tally {
    /// Counts what another one has counted.
    pub(super) fn join(&mut self, other: &Tally) {
        self.unread += other.unread;
        self.functions += other.functions;
        self.with_await += other.with_await;
        self.explicit += other.explicit;
        self.explicit_with_await += other.explicit_with_await;
        for (code, (all, alone)) in &other.reasons {
            let counted = self.reasons.entry(code).or_default();
            counted.0 += all;
            counted.1 += alone;
        }
    }

    /// A row of a table.
    pub(super) fn row(&self, name: &str) -> String {
        let mut alone: Vec<_> = self
            .reasons
            .iter()
            .filter(|(_, (_, alone))| *alone > 0)
            .map(|(code, (_, alone))| (std::cmp::Reverse(*alone), code))
            .collect();
        alone.sort();
        let alone: Vec<String> = alone
            .into_iter()
            .map(|(std::cmp::Reverse(alone), code)| format!("{code} {alone}"))
            .collect();
        format!(
            "| {name} | {} | {} | {:.1} % | {} |",
            self.functions,
            self.explicit,
            share(self.explicit, self.functions),
            alone.join(", ")
        )
    }
}

fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "async fns             {:6}   explicit {:6}  {:5.1} %",
            self.functions,
            self.explicit,
            share(self.explicit, self.functions)
        )?;
        writeln!(
            f,
            "with an await         {:6}   explicit {:6}  {:5.1} %",
            self.with_await,
            self.explicit_with_await,
            share(self.explicit_with_await, self.with_await)
        )?;
        if self.unread > 0 {
            writeln!(f, "files left out        {:6}", self.unread)?;
        }
        let mut reasons: Vec<_> = self.reasons.iter().collect();
        reasons.sort_by_key(|(_, (all, _))| std::cmp::Reverse(*all));
        for (code, (all, alone)) in reasons {
            writeln!(
                f,
                "{code:<24} {all:6}  {:5.1} %   alone {alone:6}  {:5.1} %",
                share(*all, self.functions),
                share(*alone, self.functions)
            )?;
        }
        Ok(())
    }
}
