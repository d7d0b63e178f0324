//! Programs that may hang.

use std::fs::File;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How a program ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// It says that all is well.
    Well,
    /// It says that something is not.
    Failed,
    /// It had to be ended, with all that it had started.
    TimedOut,
}

/// Runs a program with its output in a file, for as long as it may take.
pub(crate) fn run(command: &mut Command, output: &Path, limit: Duration) -> Result<Ended, String> {
    let file = File::create(output).map_err(|error| format!("{}: {error}", output.display()))?;
    let other = file.try_clone().map_err(|error| error.to_string())?;
    command
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(other)
        .process_group(0);
    let mut child = command
        .spawn()
        .map_err(|error| format!("{:?}: {error}", command.get_program()))?;
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            return Ok(if status.success() {
                Ended::Well
            } else {
                Ended::Failed
            });
        }
        if start.elapsed() > limit {
            // The group is the program's own; what it has started is in there, too.
            let group = format!("-{}", child.id());
            let _ = Command::new("kill").args(["-9", "--", &group]).status();
            let _ = child.wait();
            return Ok(Ended::TimedOut);
        }
        sleep(Duration::from_millis(20));
    }
}
