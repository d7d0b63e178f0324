//! A run of the fuzzer: batch after batch, each compiled while the one before it runs.

use std::collections::BTreeMap;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::batch::{self, Outcome};
use crate::finding::Kind;
use crate::generate::Program;
use crate::options::Options;
use crate::project::Project;
use crate::regressions;
use crate::replay;
use crate::shrink;
use crate::summary::Summary;

/// How long a function may say nothing.
const PATIENCE: Duration = Duration::from_secs(30);

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
        return replay::replay(file, options.edition.as_deref().unwrap_or("2024"));
    }
    println!("seed {}", options.seed);
    session.batches();
    print!("{}", session.summary);
    for (kind, count) in &session.kinds {
        println!("{count} × {}", kind.title());
    }
    session.unknown == 0
}

/// A run.
pub(crate) struct Session<'a> {
    pub(crate) options: &'a Options,
    pub(crate) start: Instant,
    pub(crate) summary: Summary,
    /// How often each kind of finding was seen.
    pub(crate) kinds: BTreeMap<Kind, usize>,
    pub(crate) shrunk: usize,
    pub(crate) unknown: usize,
    /// Parts of the titles of findings that are known.
    pub(crate) known: Vec<String>,
}

/// A batch that is running.
pub(crate) struct Running {
    pub(crate) index: usize,
    pub(crate) programs: Vec<Program>,
    pub(crate) outcome: JoinHandle<Outcome>,
}

impl Session<'_> {
    /// Whether a finding is one of those that are known.
    pub(crate) fn knows(&self, title: &str) -> bool {
        self.known.iter().any(|part| title.contains(part.as_str()))
    }

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
}
