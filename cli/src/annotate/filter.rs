//! Which files and functions are meant.

use std::path::Path;

use globset::{Glob, GlobSet, GlobSetBuilder};

/// What narrows the choice; a name must be chosen, if some are, and must not be left out.
#[derive(Debug, Default, clap::Args)]
pub struct Choice {
    /// Only functions of this name or path, such as `get`, `Pool::*`, `tests::*`
    #[arg(long = "function", value_name = "GLOB")]
    pub functions: Vec<String>,
    /// Not functions of this name or path
    #[arg(long = "not-function", value_name = "GLOB")]
    pub not_functions: Vec<String>,
    /// Only files of this path, such as `src/db/**`
    #[arg(long = "file", value_name = "GLOB")]
    pub files: Vec<String>,
    /// Not files of this path
    #[arg(long = "not-file", value_name = "GLOB")]
    pub not_files: Vec<String>,
}

/// The patterns of the choice.
pub(super) struct Filter {
    functions: Patterns,
    files: Patterns,
}

struct Patterns {
    chosen: GlobSet,
    left_out: GlobSet,
}

impl Filter {
    /// # Errors
    /// A message, if a pattern is none.
    pub(super) fn new(choice: &Choice) -> Result<Filter, String> {
        // A glob takes paths apart at each `/`.
        let slashed = |globs: &[String]| globs.iter().map(|it| it.replace("::", "/")).collect();
        Ok(Filter {
            functions: Patterns {
                chosen: set(slashed(&choice.functions))?,
                left_out: set(slashed(&choice.not_functions))?,
            },
            files: Patterns {
                chosen: set(choice.files.clone())?,
                left_out: set(choice.not_files.clone())?,
            },
        })
    }

    /// Whether a file is meant.
    pub(super) fn has_file(&self, path: &Path) -> bool {
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        self.files.have(&ends(&parts))
    }

    /// Whether a function is meant.
    pub(super) fn has_function(&self, path: &[String]) -> bool {
        self.functions.have(&ends(path))
    }
}

impl Patterns {
    /// Whether one of the names is chosen, and none is left out.
    fn have(&self, names: &[String]) -> bool {
        let is_in = |set: &GlobSet| names.iter().any(|name| set.is_match(name));
        (self.chosen.is_empty() || is_in(&self.chosen)) && !is_in(&self.left_out)
    }
}

fn set(globs: Vec<String>) -> Result<GlobSet, String> {
    let mut builder = GlobSetBuilder::new();
    for glob in globs {
        builder.add(Glob::new(&glob).map_err(|error| error.to_string())?);
    }
    builder.build().map_err(|error| error.to_string())
}

/// The ends of a path, since it may be named by any of them: `a/b/c`, `b/c`, `c`.
fn ends<T: AsRef<str>>(parts: &[T]) -> Vec<String> {
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    (0..parts.len())
        .map(|from| parts[from..].join("/"))
        .collect()
}
