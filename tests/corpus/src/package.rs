//! The sources of a crate: from the registry, copied, and annotated.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_visualize_future::annotate::{self, Choice};
use toml_edit::{Array, DocumentMut, Item, Table, value};

use crate::catalogue::{Entry, Exception};
use crate::mode::Mode;
use crate::{folder, workspace};

/// A crate whose sources are there.
pub(crate) struct Package<'a> {
    pub(crate) entry: &'a Entry,
    source: PathBuf,
    /// The folders of the copies that have been made, and how many functions were annotated.
    copies: RefCell<BTreeMap<&'static str, usize>>,
}

/// A copy of it, as one mode wants it.
pub(crate) struct Copy<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) mode: Mode,
    /// Where it lies.
    pub(crate) folder: PathBuf,
    /// How many functions have been annotated.
    pub(crate) annotated: usize,
}

impl<'a> Package<'a> {
    /// Has cargo download it.
    pub(crate) fn fetch(entry: &'a Entry) -> Result<Package<'a>, String> {
        let project = folder().join(&entry.name).join("fetch");
        let manifest = project.join("Cargo.toml");
        write(&project.join("src/lib.rs"), "")?;
        let Entry { name, version, .. } = entry;
        write(
            &manifest,
            &format!(
                "[package]\nname = \"fetch\"\nedition = \"2021\"\n[workspace]\n\
                 [dependencies]\n{name} = {{ version = \"={version}\", default-features = false }}\n"
            ),
        )?;
        let metadata = cargo_metadata::MetadataCommand::new()
            .manifest_path(&manifest)
            .exec()
            .map_err(|error| error.to_string())?;
        let found = metadata
            .packages
            .iter()
            .find(|package| package.name == name.as_str());
        let found = found.ok_or_else(|| format!("cargo did not download {name}"))?;
        let source = found.manifest_path.as_std_path().parent();
        let source = source
            .ok_or_else(|| format!("{name} lies nowhere"))?
            .to_owned();
        Ok(Package {
            entry,
            source,
            copies: RefCell::default(),
        })
    }

    /// Copies and annotates it, unless that has been done.
    pub(crate) fn copy(&self, mode: Mode) -> Result<Copy<'a>, String> {
        let entry = self.entry;
        let folder = folder().join(&entry.name).join(mode.folder());
        let done = self.copies.borrow().get(mode.folder()).copied();
        let mut copy = Copy {
            entry,
            mode,
            folder,
            annotated: done.unwrap_or_default(),
        };
        if done.is_none() {
            if copy.folder.exists() {
                fs::remove_dir_all(&copy.folder).map_err(|error| error.to_string())?;
            }
            copy_tree(&self.source, &copy.folder)?;
            for file in &entry.beside {
                let target = copy.folder.with_file_name(file);
                fs::copy(self.source.join(file), target).map_err(|error| error.to_string())?;
            }
            copy.edit_manifest()?;
            copy.annotate()?;
            self.copies
                .borrow_mut()
                .insert(mode.folder(), copy.annotated);
        }
        Ok(copy)
    }
}

impl Copy<'_> {
    fn edit_manifest(&self) -> Result<(), String> {
        let path = self.folder.join("Cargo.toml");
        let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
        let mut manifest: DocumentMut = text.parse().map_err(|error| format!("{error}"))?;
        // It is no member of the workspace in whose folder it lies.
        manifest.insert("workspace", Item::Table(Table::new()));
        for without in &self.entry.without {
            for kind in ["dependencies", "dev-dependencies"] {
                if let Some(table) = manifest.get_mut(kind).and_then(Item::as_table_mut) {
                    table.remove(without);
                }
            }
        }
        for (name, with) in &self.entry.with {
            let mut dependency = Table::new();
            dependency["version"] = value(&with.version);
            dependency["features"] = value(with.features.iter().collect::<Array>());
            manifest["dev-dependencies"][name] = Item::Table(dependency);
        }
        if self.mode != Mode::Plain {
            let recorder = workspace().join("tests/corpus/recorder");
            let mut dependency = Table::new();
            dependency["package"] = value("visualize-future-corpus-recorder");
            dependency["path"] = value(recorder.to_string_lossy().into_owned());
            manifest["dependencies"]["visualize-future"] = Item::Table(dependency);
        }
        if self.entry.is_patched {
            manifest["patch"]["crates-io"][&self.entry.name]["path"] = value(".");
        }
        write(&path, &manifest.to_string())
    }

    fn annotate(&mut self) -> Result<(), String> {
        let Some(attribute) = self.mode.attribute() else {
            return Ok(());
        };
        let patterns = |exceptions: &[Exception]| {
            exceptions
                .iter()
                .map(|exception| exception.what.clone())
                .collect()
        };
        let folders = ["src", "tests"].map(|name| self.folder.join(name));
        let report = annotate::annotate(&annotate::Options {
            remove: false,
            dry_run: false,
            attribute: attribute.to_owned(),
            // Some tests know line numbers.
            same_line: true,
            in_macros: self.entry.in_macros,
            choice: Choice {
                not_functions: patterns(&self.entry.not_functions),
                not_files: patterns(&self.entry.not_files),
                ..Choice::default()
            },
            paths: folders
                .into_iter()
                .filter(|folder| folder.exists())
                .collect(),
        })?;
        self.annotated = report.changed;
        if self.entry.deep {
            self.raise_limit()?;
        }
        Ok(())
    }

    /// What the README says to do where futures are nested deep, in the line of what is there.
    fn raise_limit(&self) -> Result<(), String> {
        let tests = fs::read_dir(self.folder.join("tests"))
            .into_iter()
            .flatten()
            .flatten();
        let roots = tests
            .map(|entry| entry.path())
            .chain([self.folder.join("src/lib.rs")]);
        for root in roots.filter(|path| path.extension().is_some_and(|it| it == "rs")) {
            let text = fs::read_to_string(&root).map_err(|error| error.to_string())?;
            write(&root, &format!("#![recursion_limit = \"256\"] {text}"))?;
        }
        Ok(())
    }

    /// Cargo in that folder; dependencies are compiled once for all modes.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command
            .args(arguments)
            .args(&self.entry.features)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", folder().join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TERM_COLOR", "never");
        command
    }
}

fn copy_tree(from: &Path, to: &Path) -> Result<(), String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", from.display());
    fs::create_dir_all(to).map_err(|error| failed(&error))?;
    for entry in fs::read_dir(from).map_err(|error| failed(&error))? {
        let entry = entry.map_err(|error| failed(&error))?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        // The toolchain is the one that this project is tested with.
        if entry
            .file_name()
            .to_string_lossy()
            .starts_with("rust-toolchain")
        {
            continue;
        }
        if path.is_dir() {
            copy_tree(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(|error| failed(&error))?;
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .map_err(failed)?;
    fs::write(path, text).map_err(failed)
}
