//! `cargo visualize-future xray`: the compiler's state machines of a package's program.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const PROGRAM: &str = r#"
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

async fn wait() {
    std::future::ready(()).await
}

async fn report(name: String) -> usize {
    let buffer = [7_u8; 300];
    let used = buffer.iter().filter(|byte| **byte > 0).count();
    let kept = [1_u8; 40];
    wait().await;
    used + kept.len() + name.len()
}

fn main() {
    let mut future = pin!(report(String::new()));
    let _ = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
}
"#;

/// A package with that program, and a profile that asks for as little debug info as can be.
fn package() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        fs::write(folder.path().join(path), text).expect("it can be written");
    };
    fs::create_dir(folder.path().join("src")).expect("it can be made");
    let manifest = "[package]\nname = \"shop\"\nedition = \"2024\"\n\n[workspace]\n\n\
                    [profile.dev]\ndebug = 0\nstrip = true\n";
    write("Cargo.toml", manifest);
    write("src/main.rs", PROGRAM);
    folder
}

/// What it prints; a failure's message if it fails.
fn xray(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-visualize-future"))
        .args(["visualize-future", "xray"])
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_NET_OFFLINE", "true")
        // Whoever runs the tests may have chosen otherwise for them.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_PROFILE_DEV_DEBUG")
        .output()
        .expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match output.status.success() {
        true => Ok(text(&output.stdout)),
        false => Err(text(&output.stderr)),
    }
}

#[test]
fn a_package_and_its_program() {
    let package = package();
    let folder = package.path();
    let list = xray(folder, &[]).expect("a list");
    let report = list.lines().find(|line| line.contains("async fn report"));
    let report = report.unwrap_or_else(|| panic!("{list}"));
    assert!(
        report.ends_with("async fn report  src/main.rs:10"),
        "{report}"
    );
    assert!(list.contains("async fn wait  src/main.rs:6"), "{list}");

    let one = xray(folder, &["--filter", "report"]).expect("a layout");
    assert!(one.contains("Suspend0 @ src/main.rs:14"), "{one}");
    assert!(one.contains("300 B  local      buffer: [u8; 300]"), "{one}");
    assert!(one.contains("awaitee    __awaitee: async fn wait"), "{one}");

    // The source says that `buffer` is not needed any more, and that `kept` is.
    let why = xray(folder, &["--why", "--filter", "report"]).expect("an explanation");
    let idle =
        "end the scope of `buffer` before the `.await` of Suspend0: nothing mentions it after";
    assert!(why.contains(idle), "{why}");
    assert!(!why.contains("end the scope of `kept`"), "{why}");
    assert!(why.contains("keep the argument `name` once"), "{why}");

    let program = folder.join("target/debug/shop");
    let program = program.to_str().expect("a path in UTF-8");
    assert_eq!(xray(folder, &[program]).expect("the same list"), list);

    let nothing = xray(folder, &["--compare"]).expect("nothing to compare");
    assert!(nothing.contains("no annotated function"), "{nothing}");
}

#[test]
fn what_cannot_be_told() {
    let package = package();
    let folder = package.path();
    let missing = xray(folder, &["nowhere"]).expect_err("no such file");
    assert!(
        missing.starts_with("error: not available, because nowhere cannot be opened"),
        "{missing}"
    );
    let text = xray(folder, &["src/main.rs"]).expect_err("no program");
    assert!(text.contains("is not read as a program"), "{text}");
    let unknown = xray(folder, &["--bin", "other"]).expect_err("no such program");
    assert!(unknown.contains("no bin target named `other`"), "{unknown}");
    // As its profile has it, it has no debug info at all.
    let build = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("CARGO_PROFILE_DEV_DEBUG")
        .status();
    assert!(build.is_ok_and(|status| status.success()));
    let bare = xray(folder, &["target/debug/shop"]).expect_err("it is stripped");
    assert!(
        bare.contains("has no debug info; build with `debug = 2`"),
        "{bare}"
    );
}
