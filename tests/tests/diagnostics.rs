//! What rustc says of a wrong or doubtful function is the same with the attribute and without:
//! as many errors and warnings, with the same messages and suggestions, at the same places.
//!
//! Where it is not, `diagnostics/differences` has what it says with the attribute, so that every
//! difference is known. `UPDATE=1 cargo test -p visualize-future-tests --test diagnostics`
//! rewrites that folder; the fewer files in it, the better.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use visualize_future_teaching::Explanation;

#[test]
fn the_same_with_the_attribute_and_without() {
    let project = project();
    let plain = check(&project, &[]);
    let annotated = check(&project, &["--features", "annotated"]);
    assert!(plain.len() > 30, "{} programs", plain.len());
    let differences: BTreeMap<String, String> = plain
        .iter()
        .filter_map(|(program, plain)| {
            assert_ne!(
                *plain,
                Explanation::default(),
                "{program} is meant to be rejected"
            );
            let annotated = annotated.get(program).cloned().unwrap_or_default();
            let text = Explanation::difference(plain, &annotated)?;
            Some((program.clone(), text))
        })
        .collect();
    compare_with_known(&differences);
}

fn compare_with_known(differences: &BTreeMap<String, String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("diagnostics/differences");
    if std::env::var_os("UPDATE").is_some() {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        for (program, text) in differences {
            std::fs::write(folder.join(program).with_extension("txt"), text).unwrap();
        }
        return;
    }
    let known: BTreeMap<String, String> = std::fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .map(|entry| {
            let path = entry.unwrap().path();
            let program = path.file_stem().unwrap().to_str().unwrap().to_string();
            (program, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    let report: Vec<String> = differences
        .iter()
        .filter(|(program, text)| known.get(*program) != Some(text))
        .map(|(program, text)| format!("{program}:\n{text}"))
        .chain(
            known
                .keys()
                .filter(|program| !differences.contains_key(*program))
                .map(|program| format!("{program}: the known difference is gone")),
        )
        .collect();
    assert!(report.is_empty(), "{}", report.join("\n"));
}

/// Copies the project next to the other build products, so that nothing is written into the
/// repository.
fn project() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diagnostics");
    let _ = std::fs::remove_dir_all(copy.join("src"));
    std::fs::create_dir_all(copy.join("src/bin")).unwrap();
    let manifest = std::fs::read_to_string(here.join("diagnostics/Cargo.toml")).unwrap();
    let runtime = here.join("../runtime");
    std::fs::write(
        copy.join("Cargo.toml"),
        manifest.replace("../../runtime", runtime.to_str().unwrap()),
    )
    .unwrap();
    std::fs::copy(here.join("../Cargo.lock"), copy.join("Cargo.lock")).unwrap();
    for entry in std::fs::read_dir(here.join("diagnostics/src/bin")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, copy.join("src/bin").join(path.file_name().unwrap())).unwrap();
    }
    copy
}

/// Every program of the project, with what rustc says of it.
fn check(project: &Path, arguments: &[&str]) -> BTreeMap<String, Explanation> {
    let mut check = Command::new(env!("CARGO"));
    check.args(["check", "--bins"]).args(arguments);
    check.current_dir(project);
    check.env("CARGO_TARGET_DIR", project.join("target"));
    check.env_remove("RUSTFLAGS");
    Explanation::of_programs(&mut check).expect("cargo comes to the programs")
}
