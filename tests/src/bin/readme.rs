//! Runs the commands of README.md's `console` blocks and compares what they print with what the
//! README quotes; with `--write`, writes what they print into the README.
//!
//! A line that starts with `$ ` is a command, run by `sh` in the repository's root; the lines
//! behind it are its standard output. A command that quotes no output only has to succeed, and
//! its output is shown here. Addresses and durations may differ.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

fn main() -> ExitCode {
    let write = match std::env::args().nth(1).as_deref() {
        None => false,
        Some("--write") => true,
        Some(_) => {
            eprintln!("usage: readme [--write]");
            return ExitCode::from(2);
        }
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let path = root.join("README.md");
    let before = std::fs::read_to_string(&path).expect("README.md can be read");
    let Ok(after) = refreshed(&before, &root, write) else {
        return ExitCode::FAILURE;
    };
    if after != before {
        std::fs::write(&path, after).expect("README.md can be written");
        println!("README.md is refreshed");
    }
    ExitCode::SUCCESS
}

/// The README with the commands' real output, or an error where `write` is not set and the real
/// output differs.
fn refreshed(text: &str, root: &Path, write: bool) -> Result<String, ()> {
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
            differ(command, &quoted, &printed);
            return Err(());
        }
        for line in if same { quoted } else { printed } {
            let _ = writeln!(out, "{line}");
        }
    }
    assert!(commands > 0, "README.md has commands");
    println!("README.md: {commands} commands do what it says");
    Ok(out)
}

/// Runs a command; gives its standard output, unless it is `shown`.
fn run(command: &str, root: &Path, shown: bool) -> Result<String, ()> {
    println!("$ {command}");
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(PathBuf::from(root))
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

fn differ(command: &str, quoted: &[&str], printed: &[&str]) {
    eprintln!(
        "README.md quotes another output of `{command}`; `cargo readme --write` refreshes it"
    );
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

/// The text with what differs from run to run left out: addresses and durations, and the spaces
/// around them, which align columns.
fn normal(lines: &[&str]) -> Vec<String> {
    lines
        .iter()
        .map(|line| {
            let words: Vec<&str> = line
                .split_whitespace()
                .map(|word| if varies(word) { "~" } else { word })
                .collect();
            words.join(" ")
        })
        .collect()
}

fn varies(word: &str) -> bool {
    let word = word.trim_matches(|c: char| matches!(c, ',' | '(' | ')' | ';' | '.'));
    if let Some(digits) = word.strip_prefix("0x") {
        return digits.len() > 4 && digits.chars().all(|c| c.is_ascii_hexdigit());
    }
    ["ns", "µs", "ms", "s"].iter().any(|unit| {
        word.strip_suffix(unit)
            .is_some_and(|number| !number.is_empty() && number.parse::<f64>().is_ok())
    })
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn only_addresses_and_durations_may_differ() {
        assert_eq!(
            normal(&["at 0x7ffe12345678,  took 1.5ms (+0)"]),
            normal(&["at 0x55aa87654321, took 20.25µs  (+0)"])
        );
        assert_ne!(normal(&["offset 0x10"]), normal(&["offset 0x20"]));
        assert_ne!(normal(&["1040 B"]), normal(&["1048 B"]));
        assert_ne!(normal(&["5 states"]), normal(&["6 states"]));
    }
}
