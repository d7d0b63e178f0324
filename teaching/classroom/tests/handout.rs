//! A student's `cargo test`: it fails as it is handed out, with rustc's explanation, and is green
//! once each exercise is solved.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn it_is_green_once_each_exercise_is_solved() {
    let student = handed_out();
    let (green, said) = cargo_test(&student);
    assert!(!green, "{said}");
    for expected in [
        "exercises/bill.rs",
        "mismatched types",
        "exercises/plates.rs",
        "future cannot be sent between threads safely",
        "2 of 2 tests failed",
    ] {
        assert!(said.contains(expected), "no {expected:?} in\n{said}");
    }

    for exercise in ["bill", "plates"] {
        let solution = here().join("exercises").join(exercise).join("right.rs");
        let program = student.join("exercises").join(format!("{exercise}.rs"));
        fs::copy(solution, program).expect("it can be written");
    }
    let (green, said) = cargo_test(&student);
    assert!(green, "{said}");
}

/// Whether the student's tests pass, and what is printed.
fn cargo_test(student: &Path) -> (bool, String) {
    let mut test = Command::new(env!("CARGO"));
    test.args(["test", "--offline"]).current_dir(student);
    // What has been built of the dependencies is used.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    test.env(
        "CARGO_TARGET_DIR",
        target.expect("it is in the target folder"),
    );
    let output = test.output().expect("cargo runs");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

/// A copy of what is handed out, so that nothing is written into the repository.
fn handed_out() -> PathBuf {
    let handout = here().join("handout");
    let student = Path::new(env!("CARGO_TARGET_TMPDIR")).join("student");
    let _ = fs::remove_dir_all(&student);
    for folder in ["exercises", "tests"] {
        fs::create_dir_all(student.join(folder)).expect("it can be made");
        for entry in fs::read_dir(handout.join(folder)).expect("it can be read") {
            let file = entry.expect("it can be read");
            fs::copy(file.path(), student.join(folder).join(file.file_name()))
                .expect("it can be written");
        }
    }
    let manifest = fs::read_to_string(handout.join("Cargo.toml")).expect("it can be read");
    let runtime = here().join("../../runtime");
    let runtime = runtime.to_str().expect("the path is UTF-8");
    let manifest = manifest.replace("../../../runtime", runtime);
    fs::write(student.join("Cargo.toml"), manifest).expect("it can be written");
    let lock = here().join("../../Cargo.lock");
    fs::copy(lock, student.join("Cargo.lock")).expect("it can be written");
    student
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
