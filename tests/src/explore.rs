//! All runs of a twin, up to a number of decisions, compared with those of its plain twin.

use std::fmt::Write as _;

use crate::case::Case;
use crate::run::{Plan, Report, run};
use crate::world::Fault;

/// How many free decisions a run has, unless `TWINS_DECISIONS` says otherwise.
const DECISIONS: usize = 6;

/// What the comparison of one twin saw.
#[derive(Debug, Default, Clone, Copy)]
pub struct Coverage {
    /// How many runs were compared.
    pub runs: usize,
    /// How many of them ended early: dropped while suspended, or panicked.
    pub early: usize,
}

/// Compares `twin` with `plain` in every run.
///
/// # Errors
/// Describes the first run in which they differ.
pub fn compare(plain: &Case, twin: &Case) -> Result<Coverage, String> {
    assert_eq!(plain.name, twin.name, "the lists of cases are the same");
    let mut coverage = Coverage::default();
    each_path(plain, |plan, ends| {
        check(plain, twin, &plan, ends)?;
        coverage.runs += 1;
        for early in early_ends(plain, &plan, ends) {
            check(plain, twin, &early, &run(plain.start, &early))?;
            coverage.runs += 1;
            coverage.early += 1;
        }
        Ok(())
    })?;
    Ok(coverage)
}

fn freedom() -> usize {
    std::env::var("TWINS_DECISIONS").map_or(DECISIONS, |value| {
        value.parse().expect("TWINS_DECISIONS is a number")
    })
}

/// Whether values may panic when they are dropped: rustc itself leaks others then, so whoever
/// looks for leaks sets `TWINS_PANICS_IN_DROPS=0`.
fn panics_in_drops() -> bool {
    std::env::var_os("TWINS_PANICS_IN_DROPS").is_none_or(|value| value != "0")
}

/// Calls `visit` with every sequence of decisions that the plain twin can meet.
fn each_path(
    plain: &Case,
    mut visit: impl FnMut(Plan, &Report) -> Result<(), String>,
) -> Result<(), String> {
    let freedom = freedom();
    let mut script = Vec::new();
    loop {
        let plan = Plan {
            script,
            freedom,
            drop_after: None,
            fault: None,
        };
        let report = run(plain.start, &plan);
        let mut decided = report.history.decided.clone();
        visit(plan, &report)?;
        // Counts on: the last decision that has an answer left takes the next one.
        loop {
            match decided.pop() {
                None => return Ok(()),
                Some((answer, limit)) if answer + 1 < limit => {
                    script = decided.iter().map(|&(answer, _)| answer).collect();
                    script.push(answer + 1);
                    break;
                }
                Some(_) => {}
            }
        }
    }
}

/// The same run, ended early in every possible way: dropped before each poll, and panicking at
/// each step.
fn early_ends(plain: &Case, plan: &Plan, ends: &Report) -> Vec<Plan> {
    let dropped = (0..ends.polls).map(|polls| Plan {
        drop_after: Some(polls),
        ..plan.clone()
    });
    let fault = |in_drops: bool, step| Plan {
        fault: Some(Fault { step, in_drops }),
        ..plan.clone()
    };
    // A fault that is never due, to count the steps with those in drops.
    let steps_with_drops = if plain.panics_in_drops && panics_in_drops() {
        run(plain.start, &fault(true, usize::MAX)).history.steps
    } else {
        0
    };
    dropped
        .chain((0..ends.history.steps).map(|step| fault(false, step)))
        .chain((0..steps_with_drops).map(|step| fault(true, step)))
        .collect()
}

fn check(plain: &Case, twin: &Case, plan: &Plan, expected: &Report) -> Result<(), String> {
    let found = run(twin.start, plan);
    if found.history == expected.history && found.polls == expected.polls {
        return Ok(());
    }
    let mut text = format!("{}: the twins differ in the run {plan:?}\n", plain.name);
    let (plain, twin) = (&expected.history, &found.history);
    for line in 0..plain.log.len().max(twin.log.len()) {
        let (plain, twin) = (plain.log.get(line), twin.log.get(line));
        let mark = if plain == twin { ' ' } else { '*' };
        let show = |line: Option<&String>| line.map_or(String::from("(nothing)"), Clone::clone);
        let _ = writeln!(text, "{mark} {:<40} | {}", show(plain), show(twin));
    }
    let _ = writeln!(
        text,
        "polls {} | {}; decisions {:?} | {:?}",
        expected.polls, found.polls, plain.decided, twin.decided
    );
    Err(text)
}

#[cfg(test)]
mod tests {
    use visualize_future::Lowering;

    use super::compare;
    use crate::case::{Case, Subject, subject};
    use crate::io::io;
    use crate::noisy::noisy;
    use crate::world::flag;

    fn case(start: fn() -> Subject) -> Case {
        Case {
            name: "case",
            lowering: Lowering::Explicit,
            start,
            panics_in_drops: true,
        }
    }

    fn original() -> Subject {
        subject(async {
            let _a = noisy("a");
            let b = noisy("b");
            io("x").await;
            if flag() { b.look() } else { 0 }
        })
    }

    #[test]
    fn twins_are_equal_in_every_run() {
        let coverage = compare(&case(original), &case(original)).unwrap();
        // Two decisions with two answers each; each run has several early ends.
        let whole = 1 << super::freedom().min(2);
        assert!(coverage.runs > whole * 5, "{coverage:?}");
        assert_eq!(coverage.runs - coverage.early, whole);
    }

    #[test]
    fn a_difference_is_seen() {
        let other_drop_order = || {
            subject(async {
                let b = noisy("b");
                let _a = noisy("a");
                io("x").await;
                if flag() { b.look() } else { 0 }
            })
        };
        let dropped_early = || {
            subject(async {
                let a = noisy("a");
                let b = noisy("b");
                io("x").await;
                drop(a);
                if flag() { b.look() } else { 0 }
            })
        };
        let one_more_poll = || {
            subject(async {
                let _a = noisy("a");
                let b = noisy("b");
                io("x").await;
                let n = if flag() { b.look() } else { 0 };
                yield_once().await;
                n
            })
        };
        let used_differently = || {
            subject(async {
                let a = noisy("a");
                let b = noisy("b");
                io("x").await;
                let n = if flag() { b.look() } else { 0 };
                drop(b);
                a.consume();
                n
            })
        };
        let twins: [fn() -> Subject; 4] = [
            other_drop_order,
            dropped_early,
            one_more_poll,
            used_differently,
        ];
        for (index, twin) in twins.into_iter().enumerate() {
            let difference = compare(&case(original), &case(twin));
            assert!(difference.is_err(), "twin {index} differs");
        }
    }

    async fn yield_once() {
        let mut yielded = false;
        std::future::poll_fn(|cx| {
            if std::mem::replace(&mut yielded, true) {
                return std::task::Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            std::task::Poll::Pending
        })
        .await;
    }
}
