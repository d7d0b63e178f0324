//! Which program is read: one that is there, or those of the package in this folder.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

#[derive(Debug, clap::Args)]
pub(super) struct Which {
    /// A program or library; without one, the package in this folder is built
    #[arg(value_name = "PROGRAM", conflicts_with_all = ["release", "package", "bin", "example"])]
    program: Option<PathBuf>,
    /// Builds with optimisation
    #[arg(long, short)]
    release: bool,
    /// Builds this package of the workspace
    #[arg(long, short, value_name = "NAME")]
    package: Option<String>,
    /// Builds and reads this program only
    #[arg(long, value_name = "NAME")]
    bin: Option<String>,
    /// Builds and reads this example
    #[arg(long, value_name = "NAME", conflicts_with = "bin")]
    example: Option<String>,
}

/// The programs to be read.
pub(super) fn find(options: &Which) -> Result<Vec<PathBuf>, String> {
    if let Some(program) = &options.program {
        return Ok(vec![program.clone()]);
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--message-format=json-render-diagnostics"]);
    // What the profile says of debug info does not matter here; types are needed.
    for profile in ["DEV", "RELEASE"] {
        command.env(format!("CARGO_PROFILE_{profile}_DEBUG"), "2");
        command.env(format!("CARGO_PROFILE_{profile}_STRIP"), "none");
    }
    if options.release {
        command.arg("--release");
    }
    for (option, value) in [
        ("--package", &options.package),
        ("--bin", &options.bin),
        ("--example", &options.example),
    ] {
        if let Some(value) = value {
            command.args([option, value]);
        }
    }
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    if !output.status.success() {
        return Err("the package does not build".to_owned());
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let programs: Vec<_> = messages.lines().filter_map(executable).collect();
    match programs.is_empty() {
        true => Err("the package has no program; name one of another's".to_owned()),
        false => Ok(programs),
    }
}

/// The program that a message of cargo's speaks of, if it does.
fn executable(message: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(message).ok()?;
    Some(PathBuf::from(message["executable"].as_str()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_in_messages() {
        let message = r#"{"reason":"compiler-artifact","executable":"/t/debug/shop"}"#;
        assert_eq!(executable(message), Some(PathBuf::from("/t/debug/shop")));
        assert_eq!(
            executable(r#"{"reason":"compiler-artifact","executable":null}"#),
            None
        );
        assert_eq!(executable("   Compiling shop"), None);
    }
}
