//! The findings that were kept: `regressions/NAME.rs`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::check::check;
use crate::input::Input;
use crate::panics;

/// All of them, in the order of their names.
///
/// # Panics
/// If one cannot be read.
pub fn all() -> Vec<(String, Input)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("regressions");
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap_or_default();
            let input = read(&path).expect("a regression can be read");
            (name.to_string_lossy().into_owned(), input)
        })
        .collect()
}

fn read(path: &Path) -> Option<Input> {
    Input::of_text(&fs::read_to_string(path).ok()?)
}

/// Checks the input in a file; whether all is well.
pub fn replay(path: &Path) -> bool {
    panics::listen();
    match read(path).ok_or_else(|| "this is no input".to_owned()) {
        Ok(input) => match check(&input) {
            Ok(seen) => {
                println!("all is well: {seen:?}");
                true
            }
            Err(problem) => {
                println!("{problem}");
                false
            }
        },
        Err(problem) => {
            println!("{problem}");
            false
        }
    }
}
