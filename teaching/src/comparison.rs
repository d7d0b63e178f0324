//! Whether rustc explains a mistake with the attribute as it does without.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::exercise::Exercise;
use crate::manifest::Package;
use crate::plain::without_attribute;
use crate::{Explanation, cargo};

/// What has been found out of each exercise that carries the attribute, by its name: the
/// difference, if there is one.
pub(crate) fn differences(
    exercises: &[Exercise],
    folder: &Path,
) -> Result<BTreeMap<String, Option<String>>, String> {
    let package = Package::current()?;
    let mut pairs = Vec::new();
    for (number, exercise) in exercises.iter().enumerate() {
        let path = exercise.wrong();
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let annotated = fs::read_to_string(&path).map_err(|error| failed(&error))?;
        let plain = without_attribute(&annotated).map_err(|error| failed(&error))?;
        if plain != annotated {
            pairs.push((exercise.name(), number, [annotated, plain]));
        }
    }
    if pairs.is_empty() {
        return Ok(BTreeMap::new());
    }
    let programs = pairs.iter().flat_map(|(_, number, [annotated, plain])| {
        [
            (format!("annotated{number:03}"), annotated.as_str()),
            (format!("plain{number:03}"), plain.as_str()),
        ]
    });
    // Tests of other folders may run meanwhile.
    let project = format!("{}/{}", package.name(), folder.display());
    let project = project.replace(['/', '\\', '.'], "-");
    let mut said = explanations(&package, &project, programs)?;
    let mut of = |program: String| said.remove(&program).unwrap_or_default();
    let of_pair = |(name, number, _)| {
        let annotated = of(format!("annotated{number:03}"));
        let plain = of(format!("plain{number:03}"));
        (name, Explanation::difference(&plain, &annotated))
    };
    Ok(pairs.into_iter().map(of_pair).collect())
}

/// What rustc says of each program, in a project beside those of trybuild.
fn explanations<'a>(
    package: &Package,
    project: &str,
    programs: impl Iterator<Item = (String, &'a str)>,
) -> Result<BTreeMap<String, Explanation>, String> {
    let shared = package.target().join("tests/trybuild");
    let project = shared.join("explanations").join(project);
    write(&project, package, programs)
        .map_err(|error| format!("{}: {error}", project.display()))?;
    let mut build = Command::new(cargo());
    build.args(["build", "--bins", "--quiet", "--offline"]);
    let host = host()?;
    build.args(["--target", &host]);
    // As trybuild does it, so that what it has built of the dependencies is used.
    let flags = r#"["--cfg", "trybuild", "--verbose", "-A", "dead_code"]"#;
    build.args(["--config", &format!("build.rustflags={flags}")]);
    build.args(["--config", &format!("target.{host}.rustflags={flags}")]);
    build.env("CARGO_TARGET_DIR", &shared);
    build.env("CARGO_INCREMENTAL", "0");
    build.env_remove("RUSTFLAGS");
    build.current_dir(&project);
    Explanation::of_programs(&mut build)
}

fn write<'a>(
    project: &Path,
    package: &Package,
    programs: impl Iterator<Item = (String, &'a str)>,
) -> Result<(), String> {
    let failed = |error: std::io::Error| error.to_string();
    let _ = fs::remove_dir_all(project);
    let folder: PathBuf = project.join("src/bin");
    fs::create_dir_all(&folder).map_err(failed)?;
    let manifest = package.manifest_beside()?.to_string();
    fs::write(project.join("Cargo.toml"), manifest).map_err(failed)?;
    // The same versions, without asking anybody.
    let lock = package.workspace().join("Cargo.lock");
    fs::copy(lock, project.join("Cargo.lock")).map_err(failed)?;
    for (name, text) in programs {
        fs::write(folder.join(name).with_extension("rs"), text).map_err(failed)?;
    }
    Ok(())
}

/// The name of this machine's kind.
fn host() -> Result<String, String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).args(["--print", "host-tuple"]).output();
    let output = output.map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_string())
}
