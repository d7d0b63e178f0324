//! The rounds, one after the other.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use visualize_future::lints;

use crate::lowered::Lowered;
use crate::memory::Memory;
use crate::options::Options;
use crate::outcome::Outcome;
use crate::round::Round;
use crate::subscribers::Nature;
use crate::summary::Summary;
use crate::{expected, findings, stage, wakers, watchdog};

/// Runs them, and prints what came of it.
pub(crate) fn run(options: &Options) -> ExitCode {
    println!("seed {}", options.seed);
    expected::install();
    watchdog::start();
    // So that suspects are looked at within their round.
    lints::set_lost_waker(Duration::from_millis(3));
    lints::set_futurelock(Duration::from_millis(3));
    let start = Instant::now();
    let mut memory = Memory::default();
    let mut summary = Summary::default();
    let mut digests = Digests::default();
    let mut number = options.from;
    while start.elapsed() < options.time && number - options.from < options.rounds {
        let round = choose(options.seed, number);
        findings::begin(
            options.seed,
            number,
            format!(
                "{:?}, {:?}{}",
                round.lowered,
                round.nature,
                if round.abrupt { ", abrupt" } else { "" }
            ),
        );
        let report = round.run();
        summary.add(&report);
        digests.compare(round, report.outcome);
        drop(report.plan);
        stage::enter("memory");
        memory.measure();
        number += 1;
    }
    wakers::release();
    summary.print(&memory, start.elapsed());
    if findings::count() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Three rounds in a row do the same, with each lowering; then comes another nature.
fn choose(seed: u64, number: u64) -> Round {
    let group = number / 3;
    let natures = Nature::ALL.len() as u64;
    Round {
        seed: seed.wrapping_mul(1_000_003).wrapping_add(group),
        lowered: Lowered::ALL[(number % 3) as usize],
        nature: Nature::ALL[(group % natures) as usize],
        abrupt: group / natures % 2 == 1,
    }
}

/// The answers that clients got with the other lowerings.
#[derive(Default)]
struct Digests {
    seed: u64,
    known: BTreeMap<u64, u64>,
}

impl Digests {
    fn compare(&mut self, round: Round, outcome: Outcome) {
        if self.seed != round.seed {
            self.seed = round.seed;
            self.known.clear();
        }
        for (client, digest) in outcome.digests {
            let known = *self.known.entry(client).or_insert(digest);
            if known != digest {
                findings::report(format!(
                    "client {client} got other answers than with another lowering"
                ));
            }
        }
    }
}
