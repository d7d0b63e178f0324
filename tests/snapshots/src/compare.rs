//! Comparing a snapshot with the one that is expected.

use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Waker};

use visualize_future_xray::inspect;

/// Polls a future which is not ready yet.
///
/// # Panics
/// If it is.
pub fn poll_once<F: Future>(future: Pin<&mut F>) {
    let mut cx = Context::from_waker(Waker::noop());
    assert!(future.poll(&mut cx).is_pending(), "it is ready already");
}

/// Compares what is seen of a future with `expected/NAME.txt`, and what it is doing, in one line.
/// An optimised build has an `expected/NAME.optimised.txt` where that differs. With `UPDATE=1` in
/// the environment, writes the file.
///
/// # Panics
/// If they differ, or if there is no snapshot.
pub fn check<F: Future>(name: &str, future: Pin<&F>) {
    let snapshot = inspect(future).unwrap_or_else(|why| panic!("{name}: {why}"));
    check_text(name, &format!("{}\n\n{snapshot}", snapshot.suspended()));
}

/// Compares a text with `expected/NAME.txt`, as [`check`] does.
///
/// # Panics
/// If they differ.
pub fn check_text(name: &str, text: &str) {
    let seen = without_addresses(text);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("expected");
    // Symbols tell which types are futures by hand, and optimisation leaves out some.
    let optimised = folder.join(name).with_extension("optimised.txt");
    let path = match !cfg!(debug_assertions) && optimised.exists() {
        true => optimised,
        false => folder.join(name).with_extension("txt"),
    };
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &seen).expect("the expected snapshot can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        seen == expected,
        "{name} is\n{seen}\nand not, as expected,\n{expected}"
    );
}

/// Addresses differ from run to run.
fn without_addresses(text: &str) -> String {
    let mut pieces = text.split("0x");
    let mut all = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        all.push_str("(address)");
        all.push_str(piece.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    all
}
