//! Runs of the twins: fewer than the hand-written twins get, because there are many functions.

use std::fmt::Write as _;

use fastrand::Rng;
use visualize_future_tests::case::Subject;
use visualize_future_tests::run::{Plan, Report, run};
use visualize_future_tests::world::Fault;

/// Calls a twin.
pub type Start = fn() -> Subject;

/// How many decisions are tried in all ways.
const EXHAUSTIVE: usize = 3;
/// How many runs have random decisions, and how many each.
const RANDOM: (usize, usize) = (5, 10);

/// A difference.
#[derive(Debug)]
pub struct Difference {
    /// The twin, by its index.
    pub twin: usize,
    /// Whether a value's drop was made to panic.
    pub in_drops: bool,
    /// The first lines that differ.
    pub first: (String, String),
    /// Both logs, side by side.
    pub text: String,
}

/// Runs `plain` and each of `twins` alike; gives the number of runs compared, and the first
/// difference of each twin.
pub fn compare(plain: Start, twins: &[Start]) -> (usize, Vec<Difference>) {
    let mut comparison = Comparison {
        plain,
        twins,
        runs: 0,
        found: Vec::new(),
    };
    let mut seen = Vec::new();
    let mut script = Vec::new();
    'paths: loop {
        let mut decided = comparison.path(script, EXHAUSTIVE);
        seen.push(
            decided
                .iter()
                .map(|&(answer, _)| answer)
                .collect::<Vec<_>>(),
        );
        // Counts on: the last decision that has an answer left takes the next one.
        loop {
            match decided.pop() {
                None => break 'paths,
                Some((answer, limit)) if answer + 1 < limit => {
                    script = decided.iter().map(|&(answer, _)| answer).collect();
                    script.push(answer + 1);
                    break;
                }
                Some(_) => {}
            }
        }
    }
    // The same scripts each time, so that a finding can be seen again.
    let mut rng = Rng::with_seed(7);
    for _ in 0..RANDOM.0 {
        let script: Vec<u32> = (0..RANDOM.1).map(|_| rng.u32(..2)).collect();
        comparison.path(script, RANDOM.1);
    }
    (comparison.runs, comparison.found)
}

struct Comparison<'a> {
    plain: Start,
    twins: &'a [Start],
    runs: usize,
    found: Vec<Difference>,
}

impl Comparison<'_> {
    /// A run to its end, and the same ended early in every possible way.
    fn path(&mut self, script: Vec<u32>, freedom: usize) -> Vec<(u32, u32)> {
        let plan = Plan {
            script,
            freedom,
            drop_after: None,
            fault: None,
        };
        let ends = self.check(&plan);
        for polls in 0..ends.polls {
            self.check(&Plan {
                drop_after: Some(polls),
                ..plan.clone()
            });
        }
        let fault = |in_drops, step| Plan {
            fault: Some(Fault { step, in_drops }),
            ..plan.clone()
        };
        for step in 0..ends.history.steps {
            self.check(&fault(false, step));
        }
        // A fault that is never due, to count the steps with those in drops.
        let steps = run(self.plain, &fault(true, usize::MAX)).history.steps;
        for step in 0..steps {
            self.check(&fault(true, step));
        }
        ends.history.decided
    }

    fn check(&mut self, plan: &Plan) -> Report {
        let expected = run(self.plain, plan);
        for (index, twin) in self.twins.iter().enumerate() {
            let in_drops = plan.fault.is_some_and(|fault| fault.in_drops);
            let known = |found: &Difference| found.twin == index && found.in_drops <= in_drops;
            if self.found.iter().any(known) {
                continue;
            }
            let found = run(*twin, plan);
            self.runs += 1;
            if found.history == expected.history && found.polls == expected.polls {
                continue;
            }
            if in_drops && rustc_leaks(&expected.history.log, &found.history.log) {
                continue;
            }
            self.found.push(Difference {
                twin: index,
                in_drops,
                first: first(&expected.history.log, &found.history.log),
                text: side_by_side(plan, &expected, &found),
            });
        }
        expected
    }
}

/// Whether the difference is only that rustc leaks what the twin drops, after a drop that
/// panicked: <https://github.com/rust-lang/rust/issues/47949>.
fn rustc_leaks(plain: &[String], twin: &[String]) -> bool {
    let Some(panic) = plain.iter().position(|line| line == "panic!") else {
        return false;
    };
    let mut rest = plain.iter().peekable();
    for (index, line) in twin.iter().enumerate() {
        if rest.peek() == Some(&line) {
            rest.next();
        } else if index <= panic || !line.starts_with("drop ") {
            return false;
        }
    }
    rest.next().is_none()
}

fn first(plain: &[String], twin: &[String]) -> (String, String) {
    let line = |log: &[String], index: usize| {
        log.get(index)
            .map_or(String::from("(nothing)"), Clone::clone)
    };
    let index = (0..plain.len().max(twin.len()))
        .find(|&index| plain.get(index) != twin.get(index))
        .unwrap_or(0);
    (line(plain, index), line(twin, index))
}

fn side_by_side(plan: &Plan, plain: &Report, twin: &Report) -> String {
    let mut text = format!("{plan:?}\n");
    let (left, right) = (&plain.history.log, &twin.history.log);
    for line in 0..left.len().max(right.len()) {
        let (left, right) = (left.get(line), right.get(line));
        let mark = if left == right { ' ' } else { '*' };
        let show = |line: Option<&String>| line.map_or(String::from("(nothing)"), Clone::clone);
        let _ = writeln!(text, "{mark} {:<40} | {}", show(left), show(right));
    }
    let _ = writeln!(text, "polls {} | {}", plain.polls, twin.polls);
    text
}

#[cfg(test)]
mod tests {
    use super::{compare, rustc_leaks};
    use crate::vocabulary::{Subject, flag, noisy, pend, subject};

    fn original() -> Subject {
        subject(async {
            let _a = noisy("a");
            let _b = noisy("b");
            pend("x", 1).await;
            flag()
        })
    }

    fn other_drop_order() -> Subject {
        subject(async {
            let b = noisy("b");
            let a = noisy("a");
            // The same log until the values drop.
            pend("x", 1).await;
            drop(a);
            drop(b);
            flag()
        })
    }

    #[test]
    fn equal_twins_are_equal() {
        let (runs, found) = compare(original, &[original, original]);
        assert!(runs > 40, "{runs}");
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_wrong_twin_is_found() {
        let (_, found) = compare(original, &[original, other_drop_order]);
        assert_eq!(found[0].twin, 1);
    }

    #[test]
    fn leaks_of_rustc_are_told_apart() {
        let lines = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let drops = |lines: Vec<String>| {
            let name = |line: String| line.replace("drop-", "drop ");
            lines.into_iter().map(name).collect::<Vec<_>>()
        };
        let plain = drops(lines("drop-a panic! drop-c"));
        assert!(rustc_leaks(
            &plain,
            &drops(lines("drop-a panic! drop-b drop-c"))
        ));
        assert!(!rustc_leaks(
            &plain,
            &drops(lines("drop-b drop-a panic! drop-c"))
        ));
        assert!(!rustc_leaks(&plain, &drops(lines("drop-a panic!"))));
    }
}
