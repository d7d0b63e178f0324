//! Whether all exercises are solved.

#[test]
fn solved() {
    trybuild::TestCases::new().pass("exercises/*.rs");
}
