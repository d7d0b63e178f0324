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
/// Symbols tell which types are futures by hand, and what is inlined has none: an optimised build
/// need only agree in all coroutines, in their order, and in what they hold. With `UPDATE=1` in the
/// environment, writes the file.
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
    let path = folder.join(name).with_extension("txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &seen).expect("the expected snapshot can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let is_same = match cfg!(debug_assertions) {
        true => seen == expected,
        false => without_futures_by_hand(&seen) == without_futures_by_hand(&expected),
    };
    assert!(
        is_same,
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

/// The coroutines and what lies where in them, without the futures in between, on which it depends
/// what some values are called.
fn without_futures_by_hand(text: &str) -> Vec<String> {
    let mut kept = Vec::new();
    for line in text.lines() {
        let line = line.trim_start_matches(|c: char| " │├└─".contains(c));
        let is_coroutine = [" Suspend", " Unresumed", " Returned"]
            .iter()
            .any(|state| line.contains(state));
        if line.starts_with('+') {
            let is_plain = |value: &str| {
                value.starts_with(|c: char| c.is_ascii_digit() || "[-\"'tf".contains(c))
            };
            let (slot, value) = line.split_once("  = ").unwrap_or((line, ""));
            let slot = slot.split("  ~ ").next().unwrap_or_default();
            let value = Some(value).filter(|value| is_plain(value));
            kept.push(format!("{slot} {}", value.unwrap_or_default()));
        } else if let (Some(at), true) = (line.find("async "), is_coroutine) {
            kept.push(line[at..].to_owned());
        }
    }
    kept
}
