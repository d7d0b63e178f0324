//! What is told of the work.

use std::fmt;
use std::path::Path;

use crate::functions::Function;

/// What has been done so far.
#[derive(Debug)]
pub struct Report {
    remove: bool,
    dry_run: bool,
    /// Files that changed.
    pub files: usize,
    /// Functions that got the attribute, or lost it.
    pub changed: usize,
    /// Functions that had the attribute already.
    pub annotated_already: usize,
    /// Functions that cannot have the attribute.
    pub impossible: usize,
    /// Files that could not be read or parsed.
    pub left_out: usize,
}

impl Report {
    pub(super) fn new(remove: bool, dry_run: bool) -> Report {
        Report {
            remove,
            dry_run,
            files: 0,
            changed: 0,
            annotated_already: 0,
            impossible: 0,
            left_out: 0,
        }
    }

    /// A function gets the attribute, or loses it.
    pub(super) fn changed(&mut self, path: &Path, function: &Function) {
        self.changed += 1;
        if self.dry_run {
            println!("{}", place(path, function));
        }
    }

    /// A file changes.
    pub(super) fn file(&mut self) {
        self.files += 1;
    }

    /// A function has the attribute, and gets no second one.
    pub(super) fn annotated_already(&mut self) {
        self.annotated_already += 1;
    }

    /// A function cannot have it.
    pub(super) fn impossible(&mut self, path: &Path, function: &Function, why: &str) {
        self.impossible += 1;
        eprintln!("{}: left out: {why}", place(path, function));
    }

    /// A file cannot be read or parsed.
    pub(super) fn left_out(&mut self, path: &Path, why: &str) {
        self.left_out += 1;
        eprintln!("{}: left out: {why}", path.display());
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let would = if self.dry_run { "would have " } else { "" };
        let what = if self.remove {
            "freed from the attribute"
        } else {
            "annotated"
        };
        let (changed, files) = (plural(self.changed, "function"), plural(self.files, "file"));
        writeln!(f, "{would}{what}: {changed} in {files}")?;
        let rest = [
            (
                self.annotated_already,
                "function",
                "had the attribute already",
            ),
            (self.impossible, "function", "cannot have it"),
            (self.left_out, "file", "could not be read"),
        ];
        for (count, noun, what) in rest {
            if count > 0 {
                writeln!(f, "left as they were: {} that {what}", plural(count, noun))?;
            }
        }
        Ok(())
    }
}

fn place(path: &Path, function: &Function) -> String {
    let start = function.span.start();
    let (line, column) = (start.line, start.column + 1);
    format!(
        "{}:{line}:{column}: {}",
        path.display(),
        function.path.join("::")
    )
}

fn plural(count: usize, noun: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{end}")
}
