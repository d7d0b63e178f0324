//! Building a test suite, and what rustc says meanwhile.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::process::{Command, Stdio};

use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel};
use cargo_metadata::{Artifact, Message};

use crate::package::Copy;

/// What has been built.
#[derive(Debug, Default)]
pub(crate) struct Build {
    /// The arguments by which cargo runs each test program.
    pub(crate) programs: Vec<Vec<String>>,
    /// What rustc said, and how often.
    pub(crate) messages: BTreeMap<String, usize>,
    /// Whether all of it could be built.
    pub(crate) is_complete: bool,
}

/// Builds all tests of a copy.
pub(crate) fn build(copy: &Copy<'_>) -> Result<Build, String> {
    for locked in &copy.entry.locked {
        let (name, version) = locked.split_once('@').unwrap_or((locked, ""));
        let mut command = copy.cargo(&["update", "--quiet", "--package", name]);
        let status = command.args(["--precise", version]).status();
        status.map_err(|error| error.to_string())?;
    }
    let command = copy.cargo(&["test", "--no-run", "--message-format=json"]);
    listen(copy, command, &[])
}

/// Runs a command of cargo's that builds all tests, and reads what it says.
pub(crate) fn listen(
    copy: &Copy<'_>,
    mut command: Command,
    arguments: &[&str],
) -> Result<Build, String> {
    match copy.entry.targets.is_empty() {
        true => command.arg("--tests"),
        false => command.args(&copy.entry.targets),
    };
    command.args(arguments);
    let log = copy.folder.with_extension("log");
    let log = File::create(log).map_err(|error| error.to_string())?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .map_err(|error| format!("cargo: {error}"))?;
    let mut build = Build::default();
    let output = child.stdout.take().ok_or("cargo's output cannot be read")?;
    for message in Message::parse_stream(BufReader::new(output)) {
        match message.map_err(|error| error.to_string())? {
            Message::CompilerArtifact(artifact) if artifact.executable.is_some() => {
                build.programs.extend(program(artifact));
            }
            Message::CompilerMessage(message)
                if message.target.src_path.starts_with(&copy.folder) =>
            {
                if let Some(text) = text(&message.message) {
                    *build.messages.entry(text).or_default() += 1;
                }
            }
            _ => {}
        }
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    build.is_complete = status.success();
    build.programs.sort();
    Ok(build)
}

/// The arguments by which cargo runs a test program, if it is one.
fn program(artifact: Artifact) -> Option<Vec<String>> {
    let Artifact {
        target, profile, ..
    } = artifact;
    if !profile.test {
        return None;
    }
    Some(if target.is_test() {
        vec!["--test".to_owned(), target.name]
    } else if target.is_bin() {
        vec!["--bin".to_owned(), target.name]
    } else {
        vec!["--lib".to_owned()]
    })
}

/// A message with its place, but for the column, which the attribute has moved.
fn text(message: &Diagnostic) -> Option<String> {
    let level = match message.level {
        DiagnosticLevel::Error | DiagnosticLevel::Ice => "error",
        DiagnosticLevel::Warning => "warning",
        _ => return None,
    };
    let primary = message.spans.iter().find(|span| span.is_primary)?;
    Some(format!(
        "{level}: {}:{}: {}",
        primary.file_name, primary.line_start, message.message
    ))
}
