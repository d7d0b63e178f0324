//! Which functions a run tries.

use fastrand::Rng;

use crate::finding::Kind;
use crate::generate::{self, Program};
use crate::lowered::lowered;
use crate::session::Session;
use crate::shrink;

impl Session<'_> {
    pub(crate) fn edition(&self, batch: usize) -> &str {
        match &self.options.edition {
            Some(edition) => edition,
            None if batch % 4 == 3 => "2021",
            None => "2024",
        }
    }

    /// The functions of a batch: most of them such that they lower to an enum.
    pub(crate) fn programs(&mut self, batch: usize) -> Vec<Program> {
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
                    self.unknown += usize::from(!self.knows(&kind.title()));
                }
                *self.kinds.entry(kind).or_default() += 1;
                None
            }
        }
    }

    /// Prints a function.
    pub(crate) fn show(&mut self, name: &str) {
        let batch = name.trim_start_matches('f').split('_').next();
        let batch = batch.and_then(|text| text.parse().ok()).unwrap_or(0);
        for program in self.programs(batch) {
            if program.name == name {
                println!("{}", shrink::case(&program).items);
            }
        }
    }
}
