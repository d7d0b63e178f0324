//! The findings that were kept: `regressions/NAME.rs`, each a function under `#[machine]` and a
//! `start` that calls it; under edition 2021, if the name ends so. Those that are still open are listed with their reason in
//! `regressions/open.txt`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::source::Case;

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("regressions")
}

/// All regressions, in the order of their names.
///
/// # Panics
/// If one cannot be read.
pub fn all() -> Vec<Case> {
    let entries = fs::read_dir(directory()).into_iter().flatten();
    let mut cases: Vec<Case> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?.strip_suffix(".rs")?.to_owned();
            let items = fs::read_to_string(&path).expect("a regression can be read");
            // Comments that speak of the whole file are not allowed in a module's middle.
            let items = items.replace("//!", "//");
            Some(Case { name, items })
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

/// The open ones, each with its reason: lines `NAME: REASON`.
pub fn open() -> BTreeMap<String, String> {
    let text = fs::read_to_string(directory().join("open.txt")).unwrap_or_default();
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'))
        .map(|(name, reason)| (name.trim().to_owned(), reason.trim().to_owned()))
        .collect()
}

/// Keeps a case under a name.
///
/// # Panics
/// If it cannot be written.
pub fn keep(name: &str, case: &Case, title: &str) {
    fs::create_dir_all(directory()).expect("the package's directory can be written");
    let text = format!("//! {title}.\n\n{}", case.items);
    let path = directory().join(format!("{name}.rs"));
    fs::write(path, text).expect("the package's directory can be written");
}

/// Parts of the titles of findings that are known: lines `TITLE =>> REASON` of `known.txt`.
///
/// A finding whose title has such a part is counted, and does not fail a run.
pub fn known() -> Vec<String> {
    let text = fs::read_to_string(directory().join("known.txt")).unwrap_or_default();
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once("=>>"))
        .map(|(title, _)| title.trim().to_owned())
        .collect()
}
