//! The attribute's own messages, and programs that must compile: see `cases`.
//!
//! `TRYBUILD=overwrite cargo test -p visualize-future-tests-ui` refreshes the messages.

#[test]
fn cases() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("cases/fail/*.rs");
    cases.pass("cases/pass/*.rs");
}
