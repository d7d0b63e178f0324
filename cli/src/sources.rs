//! Rust sources, found and parsed.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

/// A file that has been read.
pub(crate) struct Source {
    pub(crate) text: String,
    pub(crate) file: syn::File,
    /// Where in the text that begins which has been parsed: behind a byte order mark and a
    /// `#!` line.
    pub(crate) offset: usize,
}

impl Source {
    /// Reads and parses a file.
    ///
    /// # Errors
    /// A message, if it cannot be read, or is no Rust.
    pub(crate) fn read(path: &Path) -> Result<Source, String> {
        let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
        let file = syn::parse_file(&text).map_err(|error| error.to_string())?;
        let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let offset = mark + file.shebang.as_ref().map_or(0, String::len);
        Ok(Source { text, file, offset })
    }
}

/// The Rust sources at or below a path, sorted; hidden folders and those in which cargo builds
/// are left out.
///
/// # Errors
/// A message, if there is nothing at that path, or if a folder cannot be read.
pub(crate) fn below(root: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let entries = WalkDir::new(root).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_left_out(entry)) {
        let entry = entry.map_err(|error| error.to_string())?;
        let is_rust = entry.path().extension().is_some_and(|it| it == "rs");
        if is_rust && entry.path().is_file() {
            found.push(entry.into_path());
        }
    }
    Ok(found)
}

fn is_left_out(entry: &DirEntry) -> bool {
    let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
    let is_built = || entry.path().join("CACHEDIR.TAG").exists();
    entry.file_type().is_dir() && (is_hidden || is_built())
}
