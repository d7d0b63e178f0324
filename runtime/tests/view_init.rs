//! `init()`, each time in a process of its own, since it is once for a process.
#![cfg(feature = "view")]

mod view_support;

use std::pin::pin;
use std::process::{Command, Output};
use std::task::{Context, Waker};

use visualize_future::visualize_future;

use view_support::gate::Gate;

#[visualize_future(skip_all)]
async fn waits(gate: Gate) {
    tracing::info!("told by default");
    tracing::debug!("told only when asked for");
    gate.await;
}

fn run() {
    let gate = Gate::default();
    let mut future = pin!(waits(gate.clone()));
    let mut context = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut context).is_pending());
    gate.open();
    assert!(future.as_mut().poll(&mut context).is_ready());
}

#[test]
#[ignore = "the other tests run it, in processes of their own"]
fn child() {
    visualize_future::init();
    run();
    assert!(visualize_future::try_init().is_err(), "once is enough");
}

#[test]
#[ignore = "the other tests run it, in processes of their own"]
fn child_with_a_subscriber() {
    use tracing_subscriber::prelude::*;
    tracing_subscriber::registry().init();
    visualize_future::init();
    run();
}

fn run_child(name: &str, rust_log: Option<&str>) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", name, "--ignored", "--nocapture"]);
    command.env_remove("RUST_LOG");
    command.envs(rust_log.map(|value| ("RUST_LOG", value)));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    output
}

/// What the child writes to standard error.
fn stderr(name: &str, rust_log: Option<&str>) -> String {
    String::from_utf8(run_child(name, rust_log).stderr).unwrap()
}

#[test]
fn it_shows_everything_of_ours_and_what_others_say_from_info_on() {
    for rust_log in [None, Some("")] {
        let seen = stderr("child", rust_log);
        for expected in [
            "async fn view_init::waits",
            "Suspend0",
            "waits#1     created, ",
            "╭ poll 1 at 0x",
            "INFO told by default",
            "woken by thread child, polled ",
            "waits#1     returned, 2\u{20}polls, busy ",
        ] {
            assert!(seen.contains(expected), "no {expected:?} in\n{seen}");
        }
        assert!(!seen.contains("told only when asked for"), "{seen}");
        assert!(!seen.contains('\x1b'), "colours in a pipe");
    }
}

#[test]
fn it_leaves_standard_output_alone() {
    let output = run_child("child", None);
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(!stdout.contains("waits#1"), "{stdout}");
}

#[test]
fn rust_log_chooses() {
    let seen = stderr("child", Some("visualize_future=info,view_init=debug"));
    assert!(seen.contains("waits#1     created, "), "{seen}");
    assert!(seen.contains("DEBUG told only when asked for"), "{seen}");
    assert!(!seen.contains("poll 1"), "{seen}");
    assert!(!seen.contains("waiting for"), "{seen}");

    assert_eq!(stderr("child", Some("off")), "");
}

#[test]
fn a_program_with_a_subscriber_goes_on_with_a_word_of_advice() {
    let seen = stderr("child_with_a_subscriber", None);
    assert!(seen.contains("has a tracing subscriber already"), "{seen}");
    assert!(!seen.contains("waits#1"), "{seen}");
}
