//! Replays what the fuzzer once found: `regressions/NAME.rs`, compiled as twins and compared.

use std::time::Duration;

use visualize_future_differential::project::Project;
use visualize_future_differential::source::Case;
use visualize_future_differential::{batch, regressions};

#[test]
fn regressions_stay_away() {
    let open = regressions::open();
    let cases = regressions::all();
    let names: Vec<_> = cases.iter().map(|case| case.name.clone()).collect();
    for name in open.keys() {
        assert!(names.contains(name), "{name} is open, but not there");
    }
    let older = |case: &Case| case.name.ends_with("_2021");
    let (older, newer): (Vec<_>, Vec<_>) = cases.iter().cloned().partition(older);
    let mut findings = Vec::new();
    for (edition, cases) in [("2021", older), ("2024", newer)] {
        let project = Project::new(&format!("regressions{edition}"), edition);
        let outcome = batch::all(&project, &cases, Duration::from_secs(30));
        let refused = &outcome.refused;
        assert!(refused.is_empty(), "refused as they are: {refused:?}");
        findings.extend(outcome.findings);
    }
    let mut wrong = Vec::new();
    for name in names {
        let found = findings.iter().find(|finding| finding.name == name);
        match (found, open.get(&name)) {
            (Some(finding), None) => {
                wrong.push(format!(
                    "{name}: {}\n{}",
                    finding.kind.title(),
                    finding.text
                ));
            }
            (None, Some(reason)) => {
                wrong.push(format!(
                    "{name} is all right now; it was open because {reason}"
                ));
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A twin that is wrong on purpose is found in the whole way from source to report.
#[test]
fn a_wrong_twin_is_reported() {
    let items = "\
        #[machine]
        async fn wrong() -> usize {
            let a = noisy(\"a\");
            let _b = noisy(\"b\");
            let n = pend(\"x\", 1).await;
            if module_path!().contains(\"::auto::\") {
                drop(a);
            }
            n
        }
        pub(crate) fn start() -> Subject {
            subject(observed!(wrong()))
        }
    ";
    let case = Case {
        name: "wrong".to_owned(),
        items: items.to_owned(),
    };
    let project = Project::new("wrong", "2024");
    let outcome = batch::all(&project, &[case], Duration::from_secs(30));
    let titles: Vec<_> = outcome
        .findings
        .iter()
        .map(|finding| finding.kind.title())
        .collect();
    assert!(
        titles
            .iter()
            .any(|title| title.contains("differently as auto")),
        "{titles:?}"
    );
}
