//! What an expectation that is not met says; the documentation of `Expect` shows the same text.
//! `UPDATE=1` rewrites it.
#![cfg(feature = "step")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use visualize_future::step::{Scripted, Stepper};
use visualize_future::visualize_future;

#[visualize_future]
async fn twice(io: Scripted<()>) {
    io.wait().await;
    io.wait().await;
}

#[test]
fn the_documented_failure() {
    let io = Scripted::new();
    let mut twice = Stepper::new(twice(io.clone()));
    assert!(twice.poll().is_pending());
    io.wake();
    assert!(twice.poll().is_pending());

    let failure = catch_unwind(AssertUnwindSafe(|| {
        twice.expect().pending().transition("Suspend0", "Suspend1");
    }));
    let failure = failure.expect_err("it has not gone on");
    let message = failure.downcast_ref::<String>().expect("a message");
    // The thread is the test's.
    let message = message.replace("thread the_documented_failure", "thread main");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/step/failure.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &message).expect("it can be written");
    }
    let documented = std::fs::read_to_string(&path).expect("it can be read");
    assert_eq!(message, documented);
}
