//! Compiles the samples, and keeps what rustc prints of them meanwhile.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::configuration::Configuration;
use crate::printed::{Printed, parse};

/// The samples, compiled.
#[derive(Debug)]
pub struct Built {
    /// The program's file.
    pub program: PathBuf,
    /// The coroutines of the program and of its dependency, each once.
    pub printed: Vec<Printed>,
}

/// The folder of the samples' sources.
pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// Compiles the dependency and the program into an own, empty folder, and runs the program.
///
/// # Errors
///
/// If rustc or the program fail, or if what rustc prints is not understood.
pub fn build(configuration: &Configuration, folder: &Path) -> Result<Built, String> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| error.to_string())?;
    }
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;

    let mut dependency = rustc(folder);
    dependency.args(["--crate-type", "rlib", "--crate-name", "dependency"]);
    dependency
        .args(&configuration.flags)
        .args(&configuration.dependency);
    dependency.arg(samples().join("dependency.rs"));
    let mut of_dependency = parse(&output(&mut dependency)?)?;

    let mut program = rustc(folder);
    program.args(["--crate-type", "bin", "--crate-name", "program"]);
    program.args(["--extern", "dependency=libdependency.rlib"]);
    program
        .args(&configuration.flags)
        .args(&configuration.program);
    program.arg(samples().join("program/main.rs"));
    let mut printed = parse(&output(&mut program)?)?;

    // What the program uses of its dependency is in both prints, under another title.
    of_dependency.retain(|one| !printed.iter().any(|other| one.is_like(other)));
    printed.append(&mut of_dependency);

    let program = folder.join("program");
    output(&mut Command::new(&program))?;
    Ok(Built { program, printed })
}

/// rustc, with what all configurations have in common. It runs in that folder, so that whatever
/// it leaves, such as split debug info, is there.
fn rustc(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.current_dir(folder);
    // `-Z` on a stable compiler; only this command sees it.
    command.env("RUSTC_BOOTSTRAP", "1");
    command.args([
        "-Zprint-type-sizes",
        "--edition",
        "2024",
        "--cap-lints",
        "allow",
    ]);
    command
}

fn output(command: &mut Command) -> Result<String, String> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{command:?}: {}\n{errors}", output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}
