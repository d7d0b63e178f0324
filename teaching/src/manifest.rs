//! The manifest of a project in which programs see what the teacher's own package sees.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use toml::Table;

use crate::cargo;

/// What cargo says of the package whose tests run.
pub(crate) struct Package {
    metadata: Value,
    folder: PathBuf,
}

impl Package {
    /// The one whose tests run.
    pub(crate) fn current() -> Result<Package, String> {
        let folder = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("only for tests under cargo")?;
        let folder = PathBuf::from(folder);
        let mut metadata = Command::new(cargo());
        metadata.args(["metadata", "--no-deps", "--format-version=1"]);
        let output = metadata.current_dir(&folder).output();
        let output = output.map_err(|error| error.to_string())?;
        let metadata = serde_json::from_slice(&output.stdout)
            .map_err(|_| String::from_utf8_lossy(&output.stderr).into_owned())?;
        Ok(Package { metadata, folder })
    }

    /// Where cargo puts what it builds.
    pub(crate) fn target(&self) -> &Path {
        Path::new(text(&self.metadata["target_directory"]))
    }

    /// Where the lock file is.
    pub(crate) fn workspace(&self) -> &Path {
        Path::new(text(&self.metadata["workspace_root"]))
    }

    /// What it is called.
    pub(crate) fn name(&self) -> &str {
        text(&self.own()["name"])
    }

    fn own(&self) -> &Value {
        let manifest = self.folder.join("Cargo.toml");
        let packages = self.metadata["packages"].as_array();
        let own = packages.into_iter().flatten();
        own.into_iter()
            .find(|package| Path::new(text(&package["manifest_path"])) == manifest)
            .unwrap_or(&Value::Null)
    }

    /// A package of the same edition, with this one and all that its tests depend on as
    /// dependencies.
    pub(crate) fn manifest_beside(&self) -> Result<Table, String> {
        let own = self.own();
        let mut manifest = Table::new();
        let package = manifest.entry("package").or_insert(Table::new().into());
        insert(package, "name", "explanations");
        insert(package, "edition", text(&own["edition"]));
        manifest.insert("workspace".into(), Table::new().into());
        for dependency in own["dependencies"].as_array().into_iter().flatten() {
            if dependency["kind"] != "build" && dependency["optional"] == false {
                let place = match dependency["target"].as_str() {
                    None => &mut manifest,
                    Some(target) => table(table(&mut manifest, "target"), target),
                };
                let (name, dependency) = as_toml(dependency);
                table(place, "dependencies").insert(name, dependency.into());
            }
        }
        let targets = own["targets"].as_array().into_iter().flatten();
        if targets.into_iter().any(|target| target["kind"][0] == "lib") {
            let mut this = Table::new();
            this.insert("path".into(), text_of(&self.folder).into());
            table(&mut manifest, "dependencies").insert(self.name().into(), this.into());
        }
        if let Some(patch) = self.patches()? {
            manifest.insert("patch".into(), patch.into());
        }
        Ok(manifest)
    }

    /// The workspace's `[patch]`, which would not hold elsewhere, with its paths made absolute.
    fn patches(&self) -> Result<Option<Table>, String> {
        let root = self.workspace().join("Cargo.toml");
        let root = std::fs::read_to_string(&root).map_err(|error| error.to_string())?;
        let mut root: Table = toml::from_str(&root).map_err(|error| error.to_string())?;
        let Some(toml::Value::Table(mut patch)) = root.remove("patch") else {
            return Ok(None);
        };
        for (_, crates) in &mut patch {
            for (_, dependency) in crates.as_table_mut().into_iter().flatten() {
                let path = dependency.get("path").and_then(toml::Value::as_str);
                if let Some(path) = path.map(|path| self.workspace().join(path)) {
                    insert(dependency, "path", text_of(&path));
                }
            }
        }
        Ok(Some(patch))
    }
}

/// A dependency as a manifest has it, with its name there.
fn as_toml(dependency: &Value) -> (String, Table) {
    let mut out = Table::new();
    let name = text(&dependency["name"]);
    let key = dependency["rename"].as_str().unwrap_or(name);
    if key != name {
        out.insert("package".into(), name.into());
    }
    out.insert("version".into(), text(&dependency["req"]).into());
    if let Some(path) = dependency["path"].as_str() {
        out.insert("path".into(), path.into());
    }
    if let Some(index) = dependency["registry"].as_str() {
        out.insert("registry-index".into(), index.into());
    }
    let source = dependency["source"].as_str().unwrap_or_default();
    if let Some(git) = source.strip_prefix("git+") {
        let git = git.split('#').next().unwrap_or_default();
        let (url, query) = git.split_once('?').unwrap_or((git, ""));
        out.insert("git".into(), url.into());
        for (what, which) in query.split('&').filter_map(|part| part.split_once('=')) {
            out.insert(what.into(), which.into());
        }
    }
    let features = dependency["features"].as_array().into_iter().flatten();
    let features = features.map(|feature| text(feature).into()).collect();
    out.insert("features".into(), toml::Value::Array(features));
    let defaults = dependency["uses_default_features"] == true;
    out.insert("default-features".into(), defaults.into());
    (key.to_string(), out)
}

fn table<'a>(within: &'a mut Table, name: &str) -> &'a mut Table {
    let entry = within.entry(name).or_insert(Table::new().into());
    entry.as_table_mut().expect("only tables are put there")
}

fn insert(table: &mut toml::Value, key: &str, value: &str) {
    let table = table.as_table_mut().expect("it is a table");
    table.insert(key.into(), value.into());
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn text_of(path: &Path) -> &str {
    path.to_str().expect("cargo has told it, so it is UTF-8")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Package, as_toml};

    #[test]
    fn a_dependency_keeps_where_it_comes_from_and_how() {
        let (name, dependency) = as_toml(&json!({
            "name": "tokio", "rename": "t", "req": "^1", "features": ["rt"],
            "uses_default_features": false,
            "source": "git+https://a.example/tokio?branch=main#0123"
        }));
        assert_eq!(name, "t");
        let expected = "package = \"tokio\"\nversion = \"^1\"\ngit = \"https://a.example/tokio\"\n\
             branch = \"main\"\nfeatures = [\"rt\"]\ndefault-features = false\n";
        let expected: toml::Table = toml::from_str(expected).expect("it is TOML");
        assert_eq!(dependency, expected);
    }

    #[test]
    fn this_package_is_seen_from_a_project_beside_it() {
        let package = Package::current().expect("cargo runs this test");
        assert_eq!(package.name(), "visualize-future-teaching");
        let manifest = package.manifest_beside().expect("it can be written");
        let dependencies = manifest["dependencies"].as_table().expect("there are some");
        assert!(dependencies.contains_key("trybuild"));
        let own = dependencies["visualize-future-teaching"]["path"].as_str();
        assert_eq!(own, Some(env!("CARGO_MANIFEST_DIR")));
        assert_eq!(manifest["package"]["edition"].as_str(), Some("2024"));
    }
}
