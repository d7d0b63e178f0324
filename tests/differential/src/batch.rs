//! Many functions at once: compiled in one build, compared in one run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use crate::comparison;
use crate::errors::CompileError;
use crate::finding::{Finding, Kind, anonymous};
use crate::project::Project;
use crate::source::Case;

/// What came of a batch.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Functions that rustc refuses as they are, with its messages.
    pub refused: BTreeMap<String, String>,
    /// What is wrong with the others.
    pub findings: Vec<Finding>,
    /// The number of runs compared of each.
    pub runs: BTreeMap<String, usize>,
    /// The functions that ran as an enum.
    pub explicit: BTreeSet<String>,
    /// How often each reason stood in the way.
    pub reasons: BTreeMap<String, usize>,
}

/// How often a batch is built again without what did not compile.
const ATTEMPTS: usize = 8;

/// Compiles the cases, leaving out what does not compile; what is left, ready to be run.
pub fn build(project: &Project, cases: &[Case], outcome: &mut Outcome) -> Vec<Case> {
    let mut cases = cases.to_vec();
    let mut suspects: Vec<(Case, CompileError)> = Vec::new();
    for _ in 0..ATTEMPTS {
        if cases.is_empty() {
            break;
        }
        let Err(errors) = project.build(&cases, false) else {
            confirm(project, suspects, outcome);
            // The confirmation may have built something else.
            return rebuilt(project, cases, outcome);
        };
        let mut out = BTreeMap::<usize, Vec<CompileError>>::new();
        for error in errors {
            out.entry(error.case).or_default().push(error);
        }
        for (case, errors) in &out {
            let plain = errors.iter().find(|error| error.twin == "plain");
            match plain {
                Some(error) => {
                    let rendered = error.rendered.clone();
                    outcome.refused.insert(cases[*case].name.clone(), rendered);
                }
                None => suspects.push((cases[*case].clone(), errors[0].clone())),
            }
        }
        let mut index = 0;
        cases.retain(|_| {
            index += 1;
            !out.contains_key(&(index - 1))
        });
    }
    confirm(project, suspects, outcome);
    Vec::new()
}

fn rebuilt(project: &Project, cases: Vec<Case>, outcome: &Outcome) -> Vec<Case> {
    let refused = |finding: &Finding| matches!(finding.kind, Kind::Refused(..));
    if outcome.findings.iter().any(refused) && project.build(&cases, false).is_err() {
        return Vec::new();
    }
    cases
}

/// A function whose twin does not compile is a finding only if rustc has nothing against the
/// function as it is, which it may not have got to say.
fn confirm(project: &Project, suspects: Vec<(Case, CompileError)>, outcome: &mut Outcome) {
    if suspects.is_empty() {
        return;
    }
    let cases: Vec<Case> = suspects.iter().map(|(case, _)| case.clone()).collect();
    let wrong = project.build(&cases, true).err().unwrap_or_default();
    for (index, (case, error)) in suspects.into_iter().enumerate() {
        match wrong.iter().find(|error| error.case == index) {
            Some(error) => {
                outcome.refused.insert(case.name, error.rendered.clone());
            }
            None => outcome.findings.push(Finding {
                name: case.name,
                kind: Kind::Refused(error.twin.to_owned(), error.title),
                text: error.rendered,
            }),
        }
    }
}

/// Runs what was built.
pub fn run(program: &Path, patience: Duration, outcome: &mut Outcome) {
    let told = comparison::run(program, patience);
    outcome.runs.extend(told.runs);
    for (name, title, text) in told.differences {
        let words: Vec<&str> = title.splitn(3, ' ').collect();
        let [twin, in_drops, first] = words[..] else {
            continue;
        };
        let (twin, first) = (twin.to_owned(), anonymous(first));
        let kind = if in_drops == "true" {
            Kind::DiffersInDrops(twin, first)
        } else {
            Kind::Differs(twin, first)
        };
        outcome.findings.push(Finding { name, kind, text });
    }
    for (name, how) in told.crashes {
        outcome.findings.push(Finding {
            name,
            kind: Kind::Crashed(how.clone()),
            text: how,
        });
    }
    for (name, lowering, reasons) in told.lowered {
        if lowering == "Explicit" {
            outcome.explicit.insert(name);
        }
        for reason in reasons.split(',').filter(|reason| !reason.is_empty()) {
            *outcome.reasons.entry(reason.to_owned()).or_default() += 1;
        }
    }
}

/// Compiles and runs.
pub fn all(project: &Project, cases: &[Case], patience: Duration) -> Outcome {
    let mut outcome = Outcome::default();
    if !build(project, cases, &mut outcome).is_empty() {
        run(&project.program(), patience, &mut outcome);
    }
    outcome
}
