//! What all rounds together came to.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use crate::memory::Memory;
use crate::round::Report;
use crate::{faults, findings, token};

/// Sums.
#[derive(Default)]
pub(crate) struct Summary {
    rounds: u64,
    connections: u64,
    requests: u64,
    answers: u64,
    by_hand: u64,
    events: u64,
    spans: u64,
    polls: u64,
    clients: u64,
}

impl Summary {
    /// A round is over.
    pub(crate) fn add(&mut self, report: &Report) {
        let get = |count: &AtomicU64| count.load(Relaxed);
        let (counts, totals) = (&report.plan.counts, &report.plan.book.totals);
        self.rounds += 1;
        self.connections += get(&counts.connections);
        self.requests += get(&counts.requests);
        self.answers += get(&counts.answers);
        self.by_hand += get(&counts.by_hand);
        self.events += get(&totals.events);
        self.spans += get(&totals.opened);
        self.polls += get(&totals.begun);
        self.clients += report.outcome.digests.len() as u64;
    }

    /// Prints it.
    pub(crate) fn print(&self, memory: &Memory, time: Duration) {
        println!("{} rounds in {} s", self.rounds, time.as_secs());
        println!(
            "{} connections, {} requests, {} answers; {} clients got all of theirs",
            self.connections, self.requests, self.answers, self.clients
        );
        println!(
            "{} instances, {} of them polled by hand; {} spans, {} polls, {} events",
            token::made(),
            self.by_hand,
            self.spans,
            self.polls,
            self.events
        );
        println!(
            "{} KiB alive at most after the first rounds, {} KiB at most, {} KiB now",
            memory.level() / 1024,
            memory.most / 1024,
            memory.last / 1024
        );
        println!("faults:");
        for (name, count) in faults::all() {
            println!("{count:>10}  {name}");
        }
        println!("{} findings", findings::count());
    }
}
