//! Twins: each function of `cases` is compiled as it is, under the attribute, and with the
//! compiler lowering, and must behave the same in every run: to its end, dropped at each
//! suspension point, and panicking at each step.

mod annotated;
mod compiler;
mod plain;

use std::collections::BTreeMap;

use visualize_future::Machine;
use visualize_future_tests::case::Case;
use visualize_future_tests::explore::{Coverage, compare};

/// One test for each group of cases, so that they run side by side.
macro_rules! groups {
    ($($group:ident)*) => {$(
        #[test]
        fn $group() {
            check(
                &plain::cases::$group::cases(),
                &annotated::cases::$group::cases(),
                &compiler::cases::$group::cases(),
            );
        }
    )*

    fn all() -> Vec<Case> {
        [$(annotated::cases::$group::cases()),*].concat()
    }
    };
}

groups! {
    flow question moves parts drops borrows functions items methods compose macros unknown conditional
    assigned patterns scopes callables hygiene
}

#[cfg(feature = "edition-2024")]
#[test]
fn edition_2024() {
    check(
        &plain::cases::edition_2024::cases(),
        &annotated::cases::edition_2024::cases(),
        &compiler::cases::edition_2024::cases(),
    );
}

fn check(plain: &[Case], annotated: &[Case], compiler: &[Case]) {
    let mut failures = Vec::new();
    for (index, plain) in plain.iter().enumerate() {
        let mut total = Coverage::default();
        for (kind, twin) in [
            ("annotated", &annotated[index]),
            ("compiler", &compiler[index]),
        ] {
            match compare(plain, twin) {
                Ok(coverage) => {
                    total.runs += coverage.runs;
                    total.early += coverage.early;
                }
                Err(difference) => failures.push(format!("[{kind}] {difference}")),
            }
        }
        println!(
            "{}: {} runs, {} ended early",
            plain.name, total.runs, total.early
        );
    }
    assert!(
        failures.is_empty(),
        "{} differences:\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}

/// The machines of one of the three modules, by name.
fn machines(module: &str) -> BTreeMap<&'static str, Vec<&'static Machine>> {
    let mut machines = BTreeMap::<_, Vec<_>>::new();
    for machine in visualize_future::machines() {
        if machine.module().contains(module) {
            machines.entry(machine.name()).or_default().push(machine);
        }
    }
    machines
}

#[test]
fn each_function_takes_its_lowering() {
    let machines = machines("::annotated::");
    let mut wrong = Vec::new();
    for case in all() {
        let Some(found) = machines.get(case.name.trim_start_matches("r#")) else {
            wrong.push(format!("{}: not among the machines", case.name));
            continue;
        };
        for machine in found {
            if machine.lowering() != case.lowering {
                wrong.push(format!(
                    "{}: {:?} instead of {:?}: {:?}",
                    case.name,
                    machine.lowering(),
                    case.lowering,
                    machine
                        .reasons()
                        .iter()
                        .map(|reason| (reason.code, reason.location.line))
                        .collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_compiler_lowering_can_be_chosen() {
    let machines = machines("::compiler::");
    assert!(machines.len() >= 40);
    for machine in machines.values().flatten() {
        assert_eq!(
            machine.lowering(),
            visualize_future::Lowering::Compiler,
            "{}",
            machine.path()
        );
    }
}

#[test]
fn there_are_enough_of_them() {
    let cases = all();
    let mut names: Vec<_> = cases.iter().map(|case| case.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), cases.len(), "each case has a name of its own");
    assert!(cases.len() >= 80, "{} cases", cases.len());
}
