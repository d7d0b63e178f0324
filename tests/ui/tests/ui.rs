//! The attribute's own messages, and programs that must compile: see `cases`.
//!
//! Each program in `fail/explicit_*.rs`, which is told how to be written so that it becomes an
//! enum, is in `pass` once more, written like that.
//!
//! `TRYBUILD=overwrite cargo test -p visualize-future-tests-ui` refreshes the messages.

use std::path::Path;

#[test]
fn cases() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("cases/fail/*.rs");
    cases.pass("cases/pass/*.rs");
}

#[test]
fn each_advice_is_followed() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    for entry in std::fs::read_dir(cases.join("fail")).expect("the folder is there") {
        let name = entry.expect("it can be read").file_name();
        let text = name.to_string_lossy();
        if text.starts_with("explicit_") && text.ends_with(".rs") {
            assert!(
                cases.join("pass").join(&name).exists(),
                "pass/{text} is missing"
            );
        }
    }
}
