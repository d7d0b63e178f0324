//! The trace of annotated functions.

mod support;

use std::pin::pin;

use support::{pending, poll, record};
use visualize_future::visualize_future;

struct Opaque;

#[visualize_future(lowering = "compiler", skip(secret), fields(twice = number * 2), ret)]
async fn compiled(number: u32, text: &str, secret: u32, opaque: Opaque) -> u32 {
    let _opaque = opaque;
    pending(1).await;
    number + secret + u32::try_from(text.len()).unwrap()
}

#[visualize_future(lowering = "explicit", err)]
async fn explicit(number: u32) -> Result<u32, String> {
    pending(1).await;
    pending(1).await;
    Err(format!("not {number}"))
}

#[test]
fn the_compilers_coroutine() {
    let (_, recorder) = record(|_| {
        let mut future = pin!(compiled(7, "abc", 1, Opaque));
        while poll(future.as_mut()).is_pending() {}
    });
    let span = &recorder.spans()[0];
    assert_eq!(span.get("machine"), "trace_attribute::compiled");
    assert_eq!(span.get("number"), "7");
    assert_eq!(span.get("text"), "abc");
    assert_eq!(span.get("twice"), "14");
    assert!(!span.fields.contains_key("secret"));
    assert!(!span.fields.contains_key("opaque"));
    assert_eq!(recorder.event("returned").get("return"), "11");
    let transitions = recorder.events("transition");
    assert_eq!(transitions[0].get("awaiting"), "pending(1)");
    assert_eq!(transitions[0].number("line"), 15);
    assert_eq!(transitions[0].number("column"), 16);
}

#[test]
fn the_explicit_enum() {
    let (_, recorder) = record(|_| {
        let mut future = pin!(explicit(7));
        while poll(future.as_mut()).is_pending() {}
    });
    assert_eq!(recorder.spans()[0].get("number"), "7");
    assert_eq!(recorder.event("failed").get("error"), "not 7");
    let seen: Vec<_> = recorder
        .events("transition")
        .iter()
        .map(|entry| (entry.get("to").to_owned(), entry.number("line")))
        .collect();
    assert_eq!(
        seen,
        [
            ("Suspend0".to_owned(), 21),
            ("Suspend1".to_owned(), 22),
            ("Returned".to_owned(), 20),
        ]
    );
}
