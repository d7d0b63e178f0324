//! What a teacher is told of each thing that may be wrong with exercises.
//!
//! `faulty` has the exercises. The tests that check them fail, so each runs in a process of its
//! own, by tests that do not.

use std::fs;
use std::path::Path;
use std::process::Command;

use visualize_future_teaching::Exercises;

/// What is wrong, and what is said of it.
const FAULTS: &[(&str, &[&str])] = &[
    (
        "incomplete",
        &[
            "no_explanation/wrong.stderr is missing, rustc's explanation: TRYBUILD=overwrite writes it",
            "no_mistake/wrong.rs is missing, the program that must not compile",
            "no_solution/right.rs is missing, the program that must compile and run",
        ],
    ),
    (
        "mistake_compiles",
        &["Expected test case to fail to compile, but it succeeded"],
    ),
    (
        "solution_is_none",
        &["solution_is_none/exercise/right.rs", "mismatched types"],
    ),
    ("solution_panics", &["Test case failed at runtime"]),
    (
        "explained_otherwise",
        &["EXPECTED", "ACTUAL OUTPUT", "TRYBUILD=overwrite"],
    ),
    (
        "differs",
        &[
            "differs/exercise/wrong.rs: with the attribute, rustc says something else than without",
            "without:\nerror E0599 no method named `nothing` found for opaque type",
            "with:\nerror E0599 no method named `nothing` found for struct `Visualized<B>`",
            "TRYBUILD=overwrite records that in tests/faulty/differs/exercise/differs.txt",
        ],
    ),
    (
        "differs_no_more",
        &["with the attribute, rustc says the same as without"],
    ),
    (
        "handed_out",
        &[
            "handed_out_in/exercise.rs is not tests/faulty/handed_out/exercise/wrong.rs",
            "handed_out_in/other.rs is of no exercise",
        ],
    ),
    ("no_such_folder", &["tests/faulty/no_such_folder: "]),
];

#[test]
fn each_fault_is_named() {
    for (fault, expected) in FAULTS {
        let folder = Path::new("tests/faulty").join(fault);
        let (passes, said) = check(&folder, Path::new("tests/faulty/handed_out_in"), None);
        assert!(!passes, "{fault} is no failure");
        for expected in *expected {
            assert!(said.contains(expected), "no {expected:?} in\n{said}");
        }
    }
}

#[test]
fn what_overwriting_writes_is_right() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("overwritten");
    let _ = fs::remove_dir_all(&folder);
    let exercise = folder.join("exercises/exercise");
    fs::create_dir_all(&exercise).expect("it can be made");
    for file in ["wrong.rs", "right.rs"] {
        let from = Path::new("tests/faulty/differs/exercise").join(file);
        fs::copy(from, exercise.join(file)).expect("it can be copied");
    }
    let (exercises, handed_out) = (folder.join("exercises"), folder.join("handed_out"));
    let (passes, said) = check(&exercises, &handed_out, Some("overwrite"));
    assert!(passes, "{said}");
    for file in [
        exercise.join("wrong.stderr"),
        exercise.join("differs.txt"),
        handed_out.join("exercise.rs"),
    ] {
        assert!(file.is_file(), "{} is missing", file.display());
    }
    let (passes, said) = check(&exercises, &handed_out, None);
    assert!(passes, "{said}");
}

/// Checks exercises in a process of its own: whether they pass, and what is said.
fn check(folder: &Path, handed_out: &Path, trybuild: Option<&str>) -> (bool, String) {
    let mut test = Command::new(std::env::current_exe().expect("it runs"));
    test.args(["--exact", "in_a_process_of_its_own", "--ignored"]);
    test.arg("--nocapture").env_remove("TRYBUILD");
    test.env("FOLDER", folder).env("HANDED_OUT", handed_out);
    test.envs(trybuild.map(|value| ("TRYBUILD", value)));
    let output = test.output().expect("it runs once more");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    (output.status.success(), said)
}

#[test]
#[ignore = "the other tests run it, and say by variables what it checks"]
fn in_a_process_of_its_own() {
    let variable = |name| std::env::var_os(name).expect("the other tests set it");
    let exercises = Exercises::in_folder(variable("FOLDER"));
    exercises.handed_out_in(variable("HANDED_OUT")).check();
}
