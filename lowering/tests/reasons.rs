//! What stands in the way of the explicit enum before edition 2024 only, when the temporaries at
//! the end of a block outlived its variables.

use visualize_future_lowering::edition::Edition;
use visualize_future_lowering::outcome;

/// The codes of the reasons, in that edition.
fn codes(edition: Edition, source: &str) -> Vec<&'static str> {
    let item = source.parse().expect("the source is tokens");
    let reasons = outcome(edition, item).expect("it is an async fn");
    reasons.iter().map(|reason| reason.code()).collect()
}

/// Checks that the function becomes an enum since edition 2024, and why not before.
fn only_before_2024(source: &str, reason: &str) {
    assert_eq!(codes(Edition::Since2024, source), [""; 0]);
    assert_eq!(codes(Edition::Before2024, source), [reason]);
}

#[test]
fn a_temporary_at_the_end() {
    only_before_2024(
        "async fn f() -> usize { let guard = lock(); length(&String::from(guard)).await }",
        "temporary",
    );
}

#[test]
fn an_operand_before_the_last_await() {
    only_before_2024(
        "async fn f() -> usize { let n = one(); add(two(), three(n).await) }",
        "await-position",
    );
}

#[test]
fn nothing_where_no_variable_is_declared() {
    let source = "async fn f() -> usize { length(&String::from(\"x\")).await }";
    assert_eq!(codes(Edition::Before2024, source), [""; 0]);
}

#[test]
fn a_receiver_at_the_end_has_a_name() {
    let always = |tail: &str| {
        let source = format!("async fn f(s: S) -> T {{ let n = one().await; {tail} }}");
        assert_eq!(codes(Edition::Before2024, &source), [""; 0], "{tail}");
    };
    always("s.a().b(n).await");
    always("s.a().b(n).c().await?.d().await");
    always("Ok(s.a().b(n).await?)");
    let only = |tail: &str| {
        let source = format!("async fn f(s: S) -> T {{ let n = one().await; {tail} }}");
        only_before_2024(&source, "temporary");
    };
    // Something else is temporary, too, or may be a constant.
    only("s.a().b(&T::new(n)).await");
    only("s.a().b(n).await.c()");
    only("T::a().b(n).await");
}
