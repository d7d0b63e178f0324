//! What a run tells of its findings.

use std::fs;
use std::time::Duration;

use crate::finding::Finding;
use crate::generate::Program;
use crate::project::{self, Project};
use crate::regressions;
use crate::session::{Running, Session};
use crate::shrink;

/// How long a finding is made smaller.
const SHRINKING: Duration = Duration::from_secs(150);

impl Session<'_> {
    /// Waits for a batch and tells what was found.
    pub(crate) fn end(&mut self, running: Running) {
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
        if self.knows(&title) {
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
