//! The crates, and what must be known to run their tests.

use std::collections::BTreeMap;

use serde::Deserialize;

/// All crates.
#[derive(Debug, Deserialize)]
pub(crate) struct Catalogue {
    #[serde(rename = "crate")]
    crates: Vec<Entry>,
}

/// A published crate.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    /// Its name in the registry.
    pub(crate) name: String,
    /// The version, exactly.
    pub(crate) version: String,
    /// What kind of crate it is, for the table.
    pub(crate) kind: String,
    /// Whether it is among the few that are tried before each change is merged.
    #[serde(default)]
    pub(crate) smoke: bool,
    /// What is passed to `cargo test` to choose features.
    #[serde(default)]
    pub(crate) features: Vec<String>,
    /// What is passed to `cargo test` to choose targets; all tests, if empty.
    #[serde(default)]
    pub(crate) targets: Vec<String>,
    /// Whether functions in calls of macros are annotated, too.
    #[serde(default)]
    pub(crate) in_macros: bool,
    /// Whether other packages that depend on this one get the copy.
    #[serde(default)]
    pub(crate) is_patched: bool,
    /// Dependencies that are taken out of the manifest, such as benchmarks' heavy ones.
    #[serde(default)]
    pub(crate) without: Vec<String>,
    /// Dependencies of tests that are added to the manifest: its workspace had them by their path.
    #[serde(default)]
    pub(crate) with: BTreeMap<String, Dependency>,
    /// Files of its own that its tests expect in the folder of its workspace.
    #[serde(default)]
    pub(crate) beside: Vec<String>,
    /// Whether its tests have subscribers of their own, so that others see a part of some futures.
    #[serde(default)]
    pub(crate) own_subscribers: bool,
    /// Whether its futures are nested so deep that the attribute needs a higher limit.
    #[serde(default)]
    pub(crate) deep: bool,
    /// Packages of the lock file that are taken to an exact version: `NAME@VERSION`.
    #[serde(default)]
    pub(crate) locked: Vec<String>,
    /// Functions that are not annotated: patterns, each with its reason.
    #[serde(default)]
    pub(crate) not_functions: Vec<Exception>,
    /// Files that are not annotated: patterns, each with its reason.
    #[serde(default)]
    pub(crate) not_files: Vec<Exception>,
    /// Tests that are not run in any mode, each with its reason.
    #[serde(default)]
    pub(crate) not_tests: Vec<Exception>,
    /// Tests that may differ, each with its reason.
    #[serde(default)]
    pub(crate) differs: Vec<Exception>,
}

/// A dependency.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dependency {
    /// Which versions.
    pub(crate) version: String,
    /// Its features.
    #[serde(default)]
    pub(crate) features: Vec<String>,
}

/// Something that is left out.
#[derive(Debug, Deserialize)]
pub(crate) struct Exception {
    /// A pattern, or the name of a test.
    pub(crate) what: String,
    /// Why.
    pub(crate) why: String,
}

impl Catalogue {
    /// Reads the list beside the sources.
    pub(crate) fn read() -> Result<Catalogue, String> {
        let text = include_str!("../catalogue.toml");
        toml_edit::de::from_str(text).map_err(|error| format!("catalogue.toml: {error}"))
    }

    /// All crates.
    pub(crate) fn all(&self) -> &[Entry] {
        &self.crates
    }

    /// Those that were asked for.
    pub(crate) fn choose(&self, names: &[String], smoke: bool) -> Result<Vec<&Entry>, String> {
        for name in names {
            if !self.crates.iter().any(|entry| entry.name == *name) {
                return Err(format!("there is no crate `{name}` in catalogue.toml"));
            }
        }
        let is_chosen = |entry: &&Entry| {
            (names.is_empty() || names.contains(&entry.name)) && (!smoke || entry.smoke)
        };
        Ok(self.crates.iter().filter(is_chosen).collect())
    }
}
