//! A run of the fuzzer: batch after batch, each compiled while the one before it runs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use fastrand::Rng;

use crate::batch::{self, Outcome};
use crate::finding::{Finding, Kind};
use crate::generate::{self, Program};
use crate::lowered::lowered;
use crate::options::Options;
use crate::project::{self, Project};
use crate::regressions;
use crate::shrink;
use crate::source::Case;
use crate::summary::Summary;

/// How long a function may say nothing.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a finding is made smaller.
const SHRINKING: Duration = Duration::from_secs(150);

/// Runs as asked; whether nothing was found that is not known.
pub fn run(options: &Options) -> bool {
    let mut session = Session {
        options,
        start: Instant::now(),
        summary: Summary::default(),
        kinds: BTreeMap::new(),
        shrunk: 0,
        unknown: 0,
        known: regressions::known(),
    };
    if let Some(name) = &options.show {
        session.show(name);
        return true;
    }
    if let Some(file) = &options.replay {
        return replay(file, options.edition.as_deref().unwrap_or("2024"));
    }
    println!("seed {}", options.seed);
    session.batches();
    print!("{}", session.summary);
    for (kind, count) in &session.kinds {
        println!("{count} × {}", kind.title());
    }
    session.unknown == 0
}

/// Compares the function in a file; whether all is well.
fn replay(file: &str, edition: &str) -> bool {
    let items = match fs::read_to_string(file) {
        Ok(items) => items.replace("//!", "//"),
        Err(error) => {
            println!("{file}: {error}");
            return false;
        }
    };
    let name = "replayed".to_owned();
    let project = Project::new("replay", edition);
    let outcome = batch::all(&project, &[Case { name, items }], PATIENCE);
    for message in outcome.refused.values() {
        println!("refused as it is:\n{message}");
    }
    for finding in &outcome.findings {
        println!("{}\n{}", finding.kind.title(), finding.text);
    }
    let explicit = outcome.explicit.len();
    println!(
        "{explicit} explicit, {:?} runs compared, {:?}",
        outcome.runs, outcome.reasons
    );
    outcome.refused.is_empty() && outcome.findings.is_empty()
}

struct Session<'a> {
    options: &'a Options,
    start: Instant,
    summary: Summary,
    /// How often each kind of finding was seen.
    kinds: BTreeMap<Kind, usize>,
    shrunk: usize,
    unknown: usize,
    /// The titles of open findings.
    known: BTreeSet<String>,
}

/// A batch that is running.
struct Running {
    index: usize,
    programs: Vec<Program>,
    outcome: JoinHandle<Outcome>,
}

impl Session<'_> {
    fn batches(&mut self) {
        let count = self.options.functions.div_ceil(self.options.batch.max(1));
        let mut before: Option<Running> = None;
        for index in 0..count {
            let programs = self.programs(index);
            let project = Project::new(&format!("batch{}", index % 2), self.edition(index));
            // The compiler lowering changes rarely, and it is rustc that does the work.
            let project = project.without_compiler(index % 4 != 0);
            let cases: Vec<_> = programs.iter().map(shrink::case).collect();
            let mut outcome = Outcome::default();
            let left = batch::build(&project, &cases, &mut outcome);
            let program = (!left.is_empty()).then(|| project.program());
            let outcome = thread::spawn(move || {
                if let Some(program) = program {
                    batch::run(&program, PATIENCE, &mut outcome);
                }
                outcome
            });
            let running = Running {
                index,
                programs,
                outcome,
            };
            if let Some(before) = before.replace(running) {
                self.end(before);
            }
        }
        if let Some(before) = before {
            self.end(before);
        }
    }

    fn edition(&self, batch: usize) -> &str {
        match &self.options.edition {
            Some(edition) => edition,
            None if batch % 4 == 3 => "2021",
            None => "2024",
        }
    }

    /// The functions of a batch: most of them such that they lower to an enum.
    fn programs(&mut self, batch: usize) -> Vec<Program> {
        let mut rng = Rng::with_seed(self.options.seed.wrapping_mul(1_000_003) + batch as u64);
        let mut programs = Vec::new();
        let mut others = 0;
        let limit = self.options.batch * self.options.compiler_share / 100;
        let mut number = 0;
        while programs.len() < self.options.batch && number < self.options.batch * 60 {
            number += 1;
            let name = format!("f{batch}_{number}");
            let program = generate::program(name, &mut rng, self.edition(batch));
            let Some(explicit) = self.judge(&program) else {
                continue;
            };
            if explicit || others < limit {
                others += usize::from(!explicit);
                programs.push(program);
            }
        }
        programs
    }

    /// Whether a function lowers to an enum; `None` if it is not worth a try.
    fn judge(&mut self, program: &Program) -> Option<bool> {
        let function = program.function();
        if let Err(error) = syn::parse_file(&function) {
            println!("not Rust: {error}\n{function}");
            return None;
        }
        // Functions without an await say little.
        let awaits = function.matches(".await").count();
        self.summary.written += 1;
        match lowered(&function) {
            Ok(lowered) => {
                self.summary.natural += usize::from(lowered.explicit);
                for reason in lowered.reasons {
                    *self.summary.reasons.entry(reason.to_owned()).or_default() += 1;
                }
                (awaits > 0).then_some(lowered.explicit)
            }
            Err(message) => {
                let kind = Kind::LoweringPanicked(message.clone());
                if !self.kinds.contains_key(&kind) {
                    println!("{}\n{}", kind.title(), shrink::case(program).items);
                    self.unknown += usize::from(!self.known.contains(&kind.title()));
                }
                *self.kinds.entry(kind).or_default() += 1;
                None
            }
        }
    }

    /// Prints a function.
    fn show(&mut self, name: &str) {
        let batch = name.trim_start_matches('f').split('_').next();
        let batch = batch.and_then(|text| text.parse().ok()).unwrap_or(0);
        for program in self.programs(batch) {
            if program.name == name {
                println!("{}", shrink::case(&program).items);
            }
        }
    }

    /// Waits for a batch and tells what was found.
    fn end(&mut self, running: Running) {
        let Ok(outcome) = running.outcome.join() else {
            println!("batch {}: the comparison panicked", running.index);
            self.unknown += 1;
            return;
        };
        self.summary.add(running.programs.len(), &outcome);
        println!(
            "batch {}: {} functions, {} refused, {} explicit ({} of {} written), {} findings; {} s",
            running.index,
            running.programs.len(),
            outcome.refused.len(),
            outcome.explicit.len(),
            self.summary.natural,
            self.summary.written,
            outcome.findings.len(),
            self.start.elapsed().as_secs()
        );
        let refused = outcome
            .refused
            .iter()
            .map(|(name, text)| format!("{name}\n{text}\n"));
        let log = project::directory().join(format!("refused{}.txt", running.index));
        let _ = fs::write(log, refused.collect::<String>());
        for finding in &outcome.findings {
            let program = running.programs.iter().find(|it| it.name == finding.name);
            if let Some(program) = program {
                self.found(program, finding, self.edition(running.index).to_owned());
            }
        }
    }

    fn found(&mut self, program: &Program, finding: &Finding, edition: String) {
        let seen = self.kinds.entry(finding.kind.clone()).or_default();
        *seen += 1;
        let first = *seen == 1;
        let title = finding.kind.title();
        if self.known.contains(&title) {
            return;
        }
        self.unknown += 1;
        if !first {
            return;
        }
        let name = &finding.name;
        println!("FINDING {name} (seed {}): {title}", self.options.seed);
        let (small, same) = if self.shrunk < self.options.shrink {
            self.shrunk += 1;
            let project = Project::new("shrink", &edition);
            let project = project.without_compiler(!title.contains("compiler"));
            shrink::shrink(&project, program, finding, SHRINKING)
        } else {
            (program.clone(), finding.clone())
        };
        let case = shrink::case(&small);
        let text = format!(
            "// seed {}, {name}, edition {edition}\n// {}\n\n{}\n/*\n{}\n*/\n",
            self.options.seed,
            same.kind.title(),
            case.items,
            same.text
        );
        println!("{text}");
        let findings = project::directory().join("findings");
        let _ = fs::create_dir_all(&findings);
        let file = format!("{}_{name}.rs", self.options.seed);
        let _ = fs::write(findings.join(file), text);
        if let Some(prefix) = &self.options.keep {
            regressions::keep(
                &format!("{prefix}_{}", self.shrunk),
                &case,
                &same.kind.title(),
            );
        }
    }
}
