//! What the lessons show, run as their readers run them.

mod l01_cold_future;
mod l02_future_trait;
mod l03_executor;
mod l04_desugaring;
mod l05_pin;
mod l06_send;
mod l07_concurrency;
mod l08_async_traits;
mod l09_cooperation;
mod l10_cancellation;
mod l11_size;
mod l12_debugging;
mod self_reference;

use std::process::Command;

/// What the lesson prints.
///
/// # Panics
/// If it fails.
fn lesson(name: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--example", name, "--"]);
    command.args(arguments);
    // What the reader may have set, but these tests have not.
    command.env_remove("RUST_LOG");
    let output = command.output().expect("cargo runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("the lesson writes UTF-8")
}

/// Asserts that the pieces stand in the text, one behind the other.
#[track_caller]
fn assert_in_order(text: &str, pieces: &[&str]) {
    let mut rest = text;
    for piece in pieces {
        let Some(at) = rest.find(piece) else {
            panic!("no {piece:?}, or not where it should be, in\n{text}");
        };
        rest = &rest[at + piece.len()..];
    }
}

/// Asserts that no line is wider than a terminal.
#[track_caller]
fn assert_fits(text: &str) {
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "too wide: {line}");
    }
}
