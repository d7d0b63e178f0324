//! The `console` blocks: commands, and what they print.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::normal::normal;

/// The page with the commands' real output, or an error where `write` is not set and the real
/// output differs.
pub(crate) fn refreshed(page: &str, text: &str, root: &Path, write: bool) -> Result<String, ()> {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    let mut in_console = false;
    let mut commands = 0;
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        if line.starts_with("```") {
            in_console = line == "```console";
        }
        let Some(command) = line.strip_prefix("$ ").filter(|_| in_console) else {
            continue;
        };
        commands += 1;
        let mut quoted = Vec::new();
        while let Some(next) = lines.next_if(|next| !next.starts_with("$ ") && *next != "```") {
            quoted.push(next);
        }
        let printed = run(command, root, quoted.is_empty())?;
        let printed: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
        let same = quoted.is_empty() || normal(&quoted) == normal(&printed);
        if !same && !write {
            differ(page, command, &quoted, &printed);
            return Err(());
        }
        for line in if same { quoted } else { printed } {
            let _ = writeln!(out, "{line}");
        }
    }
    assert!(commands > 0, "{page} has commands");
    println!("{page}: {commands} commands do what it says");
    Ok(out)
}

/// Runs a command; gives its standard output, unless it is `shown`.
fn run(command: &str, root: &Path, shown: bool) -> Result<String, ()> {
    println!("$ {command}");
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(root)
        .stdout(if shown {
            Stdio::inherit()
        } else {
            Stdio::piped()
        })
        .stderr(Stdio::inherit())
        .output()
        .expect("there is a shell");
    if !output.status.success() {
        eprintln!("`{command}` failed: {}", output.status);
        return Err(());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn differ(page: &str, command: &str, quoted: &[&str], printed: &[&str]) {
    eprintln!("{page} quotes another output of `{command}`; `cargo readme --write` refreshes it");
    for index in 0..quoted.len().max(printed.len()) {
        let (quoted, printed) = (quoted.get(index), printed.get(index));
        if quoted.map(|line| normal(&[line])) == printed.map(|line| normal(&[line])) {
            continue;
        }
        eprintln!("line {}:", index + 1);
        eprintln!("- {}", quoted.unwrap_or(&""));
        eprintln!("+ {}", printed.unwrap_or(&""));
    }
}
