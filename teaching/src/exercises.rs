//! All exercises of a folder, and whether they are as they should be.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::comparison;
use crate::exercise::Exercise;
use crate::hand_out;

/// The exercises in a folder, each of which is a folder in there: see [the
/// crate](crate#a-class-from-start-to-end).
#[must_use = "nothing is checked until `check` is called"]
pub struct Exercises {
    folder: PathBuf,
    hand_out: Option<PathBuf>,
}

impl Exercises {
    /// The exercises in this folder, a path relative to the package whose test this is.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Exercises {
            folder: folder.into(),
            hand_out: None,
        }
    }

    /// What students get is in that folder: of each exercise, `NAME.rs` is the wrong program. No
    /// other program may be in there. `TRYBUILD=overwrite` writes them.
    pub fn handed_out_in(mut self, folder: impl Into<PathBuf>) -> Self {
        self.hand_out = Some(folder.into());
        self
    }

    /// Checks each exercise:
    ///
    /// 1. Its files are there.
    /// 2. `wrong.rs` does not compile, and rustc says what is in `wrong.stderr`; `right.rs`
    ///    compiles, runs, and does not panic.
    /// 3. If `wrong.rs` has the attribute: without it, rustc says the same at the same places, but
    ///    for what `differs.txt` tells.
    /// 4. What is handed out is `wrong.rs`.
    ///
    /// With `TRYBUILD=overwrite` in the environment, it writes `wrong.stderr`, `differs.txt` and
    /// what is handed out. `cargo test -- exercises trybuild=rc`, where `exercises` is the name of
    /// the test, compiles only those whose path contains `rc` in the second step.
    ///
    /// # Panics
    /// At the first of these steps at which an exercise fails. All that fail there are named.
    #[track_caller]
    pub fn check(self) {
        let overwrite = std::env::var_os("TRYBUILD").is_some_and(|it| it == "overwrite");
        let exercises = match Exercise::all_in(&self.folder) {
            Ok(exercises) => exercises,
            Err(error) => panic!("{error}"),
        };
        let missing = exercises.iter().flat_map(|it| it.missing(overwrite));
        report(missing.collect());

        let programs = trybuild::TestCases::new();
        for exercise in &exercises {
            programs.compile_fail(exercise.wrong());
            programs.pass(exercise.right());
        }
        // That is when they are compiled.
        drop(programs);
        report(compare(&exercises, &self.folder, overwrite));
        if let Some(folder) = self.hand_out {
            report(hand_out::check(&exercises, &folder, overwrite));
        }
    }
}

/// Panics if something is wrong.
#[track_caller]
fn report(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// Holds the differences that there are against those that are known.
fn compare(exercises: &[Exercise], folder: &Path, overwrite: bool) -> Vec<String> {
    let found = match comparison::differences(exercises, folder) {
        Ok(found) => found,
        Err(error) => return vec![error],
    };
    let mut problems = Vec::new();
    for exercise in exercises {
        let found = found.get(&exercise.name()).cloned().flatten();
        let path = exercise.difference();
        let known = fs::read_to_string(&path).ok();
        if found == known {
            continue;
        }
        if overwrite {
            if let Err(error) = write_or_remove(&path, found.as_deref()) {
                problems.push(format!("{}: {error}", path.display()));
            }
            continue;
        }
        let wrong = exercise.wrong();
        problems.push(match found {
            Some(found) => format!(
                "{}: with the attribute, rustc says something else than without:\n{found}\
                 TRYBUILD=overwrite records that in {}\n",
                wrong.display(),
                path.display()
            ),
            None => format!(
                "{}: with the attribute, rustc says the same as without; TRYBUILD=overwrite \
                 removes {}\n",
                wrong.display(),
                path.display()
            ),
        });
    }
    problems
}

fn write_or_remove(path: &Path, text: Option<&str>) -> io::Result<()> {
    match text {
        Some(text) => fs::write(path, text),
        None => fs::remove_file(path),
    }
}
