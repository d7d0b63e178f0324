//! Macros that nobody knows: where one may stand, and where it rules out the enum.

use visualize_future_lowering::edition::Edition;
use visualize_future_lowering::{expand, outcome};

/// The codes of the reasons for a function with that body.
fn codes_in(edition: Edition, signature: &str, body: &str) -> Vec<&'static str> {
    let source = format!("async fn f{signature} {{ {body} }}");
    let item = source.parse().expect("the source is tokens");
    let reasons = outcome(edition, item).expect("it is an async fn");
    reasons.iter().map(|reason| reason.code()).collect()
}

#[track_caller]
fn hidden(body: &str) {
    let codes = codes_in(Edition::Before2024, "(n: Thing)", body);
    assert_eq!(codes, [""; 0], "{body}");
}

#[track_caller]
fn stays(body: &str) {
    let codes = codes_in(Edition::Since2024, "(n: Thing) -> usize", body);
    assert!(codes.contains(&"unknown-macro"), "{body}: {codes:?}");
}

#[test]
fn a_statement_or_the_value_of_a_variable() {
    hidden("check!(); io().await");
    hidden("io().await; check! {} io().await");
    hidden("let x = check!(Kind::New); io().await; look(&x)");
    hidden("let mut x: Thing = check!(io().await?); io().await; look(&x)");
    hidden("if flag() { check!(return); } io().await");
    hidden("check!(Some(1), Kind::of(2), other!()); io().await; Some(Kind::of(3).other)");
}

#[test]
fn where_it_mentions_a_variable() {
    stays("check!(n); io().await");
    stays("let x = check!(f(&n)); io().await");
    stays("check!(\"{n}\"); io().await");
    stays("check!(r\"SELECT #n\"); io().await");
}

#[test]
fn where_a_hidden_break_would_be_a_loops() {
    stays("loop { check!(); io().await; }");
    stays("while flag() { check!(); } io().await");
    stays("for _ in 0..3 { let x = check!(); io().await; }");
    stays("'a: { check!(break 'a); } io().await");
}

#[test]
fn where_it_may_declare_what_is_mentioned() {
    stays("check!(x = 3); io().await; x");
    stays("check!(fn helper); io().await; helper()");
    stays("check! { if #[cfg(unix)] { use a::b; } } io().await; b()");
}

#[test]
fn where_rustc_would_have_to_see_that_it_diverges() {
    stays("io().await; if flag() { 1 } else { check!(); }");
    stays("io().await; check!();");
}

#[test]
fn amid_an_expression() {
    stays("look(&check!()); io().await");
    stays("let (x, y) = check!(); io().await");
}

#[test]
fn at_the_end() {
    let body = "if flag() { check!() } io().await";
    assert_eq!(codes_in(Edition::Since2024, "()", body), [""; 0]);
    assert_eq!(codes_in(Edition::Before2024, "()", body), ["unknown-macro"]);
    let body = "io().await; check!()";
    assert_eq!(codes_in(Edition::Since2024, "() -> usize", body), [""; 0]);
    assert_eq!(
        codes_in(Edition::Before2024, "() -> usize", body),
        ["unknown-macro"]
    );
}

#[test]
fn in_closures_and_blocks() {
    hidden("let f = |x| check!(x); io().await; f(1);");
    hidden("async { let y = 1; check!(y) }.await; io().await");
    hidden("poll_fn(|cx| Ready(ready!(poll(cx)))).await");
    stays("let f = || check!(n); io().await; f(); 1");
}

#[test]
fn by_their_names() {
    hidden("assert_ready!(poll()); io().await; assert_pending!(poll(), \"of {n:?}\");");
    hidden("let x = assert_ok!(io().await); io().await; look(&x)");
    hidden("let name = function_name!(); io().await; look(name)");
    hidden("if log_enabled!(target: \"x\", Level::Info) { io().await; }");
    // Anybody may have a macro of that name, which need not take an expression.
    stays("assert_ok!(n); io().await");
    stays("assert_err!(f(&n), Kind(3)); io().await");
    // It declares a variable.
    stays("assert_ready_eq!(f(&n), 3); io().await");
    stays("debug_print!(\"{}\", f(n)); io().await");
}

#[test]
fn the_machine_has_a_state_for_it() {
    let item = "async fn f(n: u8) { check!(); io(n).await }";
    let item = item.parse().expect("the source is tokens");
    let text = expand(Default::default(), item).to_string();
    assert!(text.contains("\"check!(…)\""), "{text}");
    assert!(text.contains("\"check!\""), "{text}");
}
