//! What students get: the wrong programs.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::exercise::Exercise;

/// What in the folder is not as it should be, after the programs have been written if `overwrite`
/// is set. Nothing is removed: another program in there may be somebody's work.
pub(crate) fn check(exercises: &[Exercise], folder: &Path, overwrite: bool) -> Vec<String> {
    let written = if overwrite {
        write(exercises, folder)
    } else {
        Ok(())
    };
    written
        .and_then(|()| compare(exercises, folder))
        .unwrap_or_else(|error| vec![format!("{}: {error}", folder.display())])
}

fn write(exercises: &[Exercise], folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for exercise in exercises {
        fs::copy(exercise.wrong(), handed_out(exercise, folder))?;
    }
    Ok(())
}

fn compare(exercises: &[Exercise], folder: &Path) -> io::Result<Vec<String>> {
    let mut there = programs_in(folder)?;
    let mut problems = Vec::new();
    for exercise in exercises {
        let path = handed_out(exercise, folder);
        if there.remove(&path) != Some(fs::read_to_string(exercise.wrong())?) {
            problems.push(format!(
                "{} is not {}: TRYBUILD=overwrite writes it",
                path.display(),
                exercise.wrong().display()
            ));
        }
    }
    let others = there.keys();
    problems.extend(others.map(|path| format!("{} is of no exercise", path.display())));
    Ok(problems)
}

fn handed_out(exercise: &Exercise, folder: &Path) -> PathBuf {
    folder.join(format!("{}.rs", exercise.name()))
}

fn programs_in(folder: &Path) -> io::Result<BTreeMap<PathBuf, String>> {
    let mut programs = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path)?;
            programs.insert(path, text);
        }
    }
    Ok(programs)
}
