//! What runs inside a compiled batch: compares the twins, and tells of it line by line on
//! standard output, so that the fuzzer knows where a crash or an endless loop happened.

use std::io::Write as _;

use visualize_future::Machine;

use crate::explore::{Start, compare};
use visualize_future_tests::run::{Plan, run};

/// A function compiled several times.
#[derive(Debug, Clone, Copy)]
pub struct Twins {
    /// Its name.
    pub name: &'static str,
    /// As it is.
    pub plain: Start,
    /// Under the attribute: the names of the modules, and the calls.
    pub others: &'static [(&'static str, Start)],
}

/// What lines start with that say more than their text.
pub const MARK: &str = "@@";

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // A reader that is gone wants to hear no more.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Compares all, from the one that the first argument names on.
pub fn main(all: &[Twins]) {
    let from = std::env::args().nth(1).and_then(|text| text.parse().ok());
    let from: usize = from.unwrap_or(0);
    if from == 0 {
        visualize_future::machines().for_each(tell);
    }
    for (index, twins) in all.iter().enumerate().skip(from) {
        say(&format!("{MARK} start {index} {}", twins.name));
        let plan = Plan {
            script: Vec::new(),
            freedom: 0,
            drop_after: None,
            fault: None,
        };
        run(twins.plain, &plan);
        say(&format!("{MARK} plain"));
        let others: Vec<Start> = twins.others.iter().map(|(_, start)| *start).collect();
        let (runs, found) = compare(twins.plain, &others);
        for difference in found {
            let twin = twins.others[difference.twin].0;
            let (plain, other) = &difference.first;
            say(&format!(
                "{MARK} difference {twin} {} {plain} => {other}",
                difference.in_drops
            ));
            say(&difference.text);
        }
        say(&format!("{MARK} done {runs}"));
    }
    say(&format!("{MARK} end"));
}

/// Tells how a function was lowered.
fn tell(machine: &Machine) {
    let mut path = machine.module().rsplit("::");
    let (Some(function), Some(twin)) = (path.next(), path.next()) else {
        return;
    };
    if twin == "auto" {
        let reasons: Vec<_> = machine.reasons().iter().map(|reason| reason.code).collect();
        let lowering = machine.lowering();
        say(&format!(
            "{MARK} lowered {function} {lowering:?} {}",
            reasons.join(",")
        ));
    }
}
