//! One exercise: the files in its folder.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of an exercise, below the teacher's package.
pub(crate) struct Exercise {
    pub(crate) folder: PathBuf,
}

impl Exercise {
    /// All exercises in a folder, by their names.
    pub(crate) fn all_in(folder: &Path) -> Result<Vec<Exercise>, String> {
        let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry.file_type().map_err(failed)?.is_dir() {
                found.push(Exercise {
                    folder: folder.join(entry.file_name()),
                });
            }
        }
        found.sort_by(|one, other| one.folder.cmp(&other.folder));
        if found.is_empty() {
            return Err(format!("{}: no exercise is in there", folder.display()));
        }
        Ok(found)
    }

    pub(crate) fn name(&self) -> String {
        let name = self.folder.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// The program that must not compile.
    pub(crate) fn wrong(&self) -> PathBuf {
        self.folder.join("wrong.rs")
    }

    /// What rustc says of that.
    pub(crate) fn explanation(&self) -> PathBuf {
        self.folder.join("wrong.stderr")
    }

    /// The program that must compile and run.
    pub(crate) fn right(&self) -> PathBuf {
        self.folder.join("right.rs")
    }

    /// What rustc says otherwise with the attribute than without, if it does.
    pub(crate) fn difference(&self) -> PathBuf {
        self.folder.join("differs.txt")
    }

    /// What must be there and is not.
    pub(crate) fn missing(&self, overwrite: bool) -> Vec<String> {
        let mut missing = Vec::new();
        for (file, what) in [
            (self.wrong(), "the program that must not compile"),
            (self.right(), "the program that must compile and run"),
        ] {
            if !file.is_file() {
                missing.push(format!("{} is missing, {what}", file.display()));
            }
        }
        let explanation = self.explanation();
        if !overwrite && self.wrong().is_file() && !explanation.is_file() {
            missing.push(format!(
                "{} is missing, rustc's explanation: TRYBUILD=overwrite writes it",
                explanation.display()
            ));
        }
        missing
    }
}
