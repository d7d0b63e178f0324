//! The measured regions: tables that a command of ours prints, between `<!-- cargo … -->` and
//! `<!-- end -->`.
//!
//! What they say depends on the compiler's version and on the machine, so it is written by
//! [`refreshed`] and never compared; that there is something is [checked](check).

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const END: &str = "<!-- end -->";

/// The command to which a region belongs, if one begins in this line.
fn command(line: &str) -> Option<&str> {
    let command = line.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
    command.starts_with("cargo ").then_some(command)
}

/// The lines up to the region's end.
fn region<'a>(command: &str, lines: &mut std::str::Lines<'a>) -> Result<Vec<&'a str>, ()> {
    let mut region = Vec::new();
    for line in lines {
        if line == END {
            return Ok(region);
        }
        region.push(line);
    }
    eprintln!("README.md has no `{END}` behind `<!-- {command} -->`");
    Err(())
}

/// Checks that each region has a table.
pub(crate) fn check(text: &str) -> Result<(), ()> {
    let mut regions = 0;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(command) = command(line) else {
            continue;
        };
        regions += 1;
        let region = region(command, &mut lines)?;
        // A heading, the line below it, and a row.
        if region.iter().filter(|line| line.starts_with('|')).count() < 3 {
            eprintln!("README.md has no table of `{command}`; `cargo readme --measure` fills it");
            return Err(());
        }
    }
    assert!(regions > 0, "README.md has measured regions");
    Ok(())
}

/// The README with each region measured anew.
pub(crate) fn refreshed(text: &str, root: &Path) -> Result<String, ()> {
    let mut out = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        let Some(command) = command(line) else {
            continue;
        };
        region(command, &mut lines)?;
        let _ = writeln!(out, "\n{}\n\n{END}", measure(command, root)?);
    }
    Ok(out)
}

/// The tables that the command prints, and with what they were measured.
fn measure(command: &str, root: &Path) -> Result<String, ()> {
    println!("$ {command}");
    let printed = output(command, root)?;
    print!("{printed}");
    let lines = printed.lines().filter(|line| line.starts_with('|'));
    let mut tables = String::new();
    for line in lines {
        // The line below a heading begins with dashes.
        let is_heading = printed.contains(&format!("{line}\n|-"));
        tables.push_str(if is_heading && !tables.is_empty() {
            "\n"
        } else {
            ""
        });
        let _ = writeln!(tables, "{line}");
    }
    if tables.is_empty() {
        eprintln!("`{command}` printed no table");
        return Err(());
    }
    let rustc = output("rustc --version --verbose", root)?;
    let about = |key: &str| {
        let lines = rustc.lines();
        let value = lines.filter_map(|line| line.strip_prefix(key)).next();
        value.unwrap_or("?").trim().to_owned()
    };
    let (release, host) = (about("release:"), about("host:"));
    Ok(format!(
        "{tables}\nBy `{command}`, with Rust {release}, {host}."
    ))
}

/// What a command prints, whether or not it then fails: a table that is over budget is true.
fn output(command: &str, root: &Path) -> Result<String, ()> {
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(root)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .expect("there is a shell");
    if !output.status.success() {
        eprintln!(
            "`{command}` says that something is wrong: {}",
            output.status
        );
    }
    String::from_utf8(output.stdout).map_err(|_| eprintln!("`{command}` does not print UTF-8"))
}

#[test]
fn a_region_needs_a_table() {
    let region = |inside: &str| format!("text\n<!-- cargo x -->\n{inside}\n{END}\nmore\n");
    assert!(check(&region("")).is_err());
    assert!(check(&region("| a |\n|---|")).is_err());
    assert!(check(&region("| a |\n|---|\n| 1 |")).is_ok());
    assert!(
        check("<!-- cargo x -->\n| a |\n|---|\n| 1 |").is_err(),
        "no end"
    );
    let refreshed = refreshed(
        &region("old").replace("cargo x", "cargo --version"),
        Path::new("."),
    );
    assert!(refreshed.is_err(), "no table: {refreshed:?}");
}
