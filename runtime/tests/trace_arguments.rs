//! The span's fields: our own, and the function's arguments.

mod support;

use std::pin::pin;

use support::{pending, poll, record};
use tracing::Level;

#[derive(Debug)]
#[allow(dead_code)]
struct Shown {
    inner: u8,
}

struct Opaque;

#[test]
fn what_can_be_shown_is_recorded() {
    let (size, recorder) = record(|_| {
        let number = 7u32;
        let text = "hello";
        let owned = String::from("world");
        let shown = Shown { inner: 1 };
        let opaque = Opaque;
        let slice: &[u8] = &[1, 2];
        let future = machine!(
            takes,
            fields = &["number", "text", "owned", "shown", "opaque", "slice"],
            [],
            |arguments| {
                rt::record!(arguments, 0, number);
                rt::record!(arguments, 1, text);
                rt::record!(arguments, 2, owned);
                rt::record!(arguments, 3, shown);
                rt::record!(arguments, 4, opaque);
                rt::record!(arguments, 5, slice);
            },
            |_| rt::NoHook,
            async move {
                let _ = (number, text, owned, shown, opaque, slice);
                pending(1).await;
            }
        );
        size_of_val(&future)
    });
    let spans = recorder.spans();
    assert_eq!(spans.len(), 1);
    let span = &spans[0];
    assert_eq!(span.name, "takes");
    assert_eq!(span.level, Level::INFO);
    assert_eq!(span.line, Some(10));
    assert_eq!(
        span.get("machine"),
        "trace_arguments::what_can_be_shown_is_recorded"
    );
    assert_eq!(span.number("size"), size as u64);
    assert_eq!(span.get("file"), file!());
    assert_eq!((span.number("line"), span.number("column")), (10, 4));
    assert_eq!(span.get("number"), "7");
    assert_eq!(span.get("text"), "hello");
    assert_eq!(span.get("owned"), "world");
    assert_eq!(span.get("shown"), "Shown { inner: 1 }");
    assert_eq!(span.get("slice"), "[1, 2]");
    assert!(!span.fields.contains_key("opaque"));
}

#[test]
fn a_name_of_ours_stays_ours() {
    let (_, recorder) = record(|_| {
        drop(machine!(
            clash,
            fields = &["size", "mine"],
            [],
            |arguments| {
                arguments.set(0, &"large");
                arguments.display(1, &"shown");
            },
            |_| rt::NoHook,
            async {}
        ));
    });
    let span = &recorder.spans()[0];
    assert!(span.number("size") > 0);
    assert_eq!(span.get("arg.size"), "large");
    assert_eq!(span.get("mine"), "shown");
}

#[test]
fn the_parent_is_the_current_span_or_the_chosen_one() {
    let (_, recorder) = record(|_| {
        let make = |chosen: Option<Option<tracing::Id>>| {
            machine!(
                child,
                [],
                |arguments| if let Some(chosen) = chosen {
                    arguments.set_parent(chosen);
                },
                |_| rt::NoHook,
                async { pending(1).await }
            )
        };
        let outer = tracing::info_span!("outer");
        let other = tracing::info_span!("other");
        let _entered = outer.enter();
        drop(make(None));
        drop(make(Some(other.id())));
        drop(make(Some(None)));
    });
    let spans = recorder.spans();
    let parents: Vec<_> = spans
        .iter()
        .filter(|span| span.name == "child")
        .map(|span| span.parent)
        .collect();
    assert_eq!(parents, [Some("outer"), Some("other"), None]);
}

#[test]
fn nested_futures_are_nested_spans() {
    let (_, recorder) = record(|_| {
        let mut future = pin!(machine!(outer, ["Suspend0", "inner()", 20;], async {
            let inner = machine!(inner, ["Suspend0", "pending(1)", 30;], async {
                rt::mark(3, pending(1)).await;
            });
            rt::mark(3, inner).await;
        }));
        while poll(future.as_mut()).is_pending() {}
    });
    let spans = recorder.spans();
    assert_eq!((spans[1].name, spans[1].parent), ("inner", Some("outer")));
    // Each one's events are in its own span.
    for entry in recorder.events("poll") {
        assert_eq!(entry.span.as_deref(), Some(entry.get("future")));
    }
    let ends: Vec<_> = recorder.events("end");
    let order: Vec<_> = ends.iter().map(|end| end.span_name.unwrap()).collect();
    assert_eq!(order, ["inner", "outer"]);
}

#[test]
fn nothing_is_evaluated_for_a_span_that_nobody_wants() {
    use tracing_subscriber::filter::LevelFilter;
    use tracing_subscriber::prelude::*;

    let recorder = support::Recorder::default();
    let subscriber = tracing_subscriber::registry()
        .with(recorder.clone())
        .with(LevelFilter::WARN);
    tracing::subscriber::with_default(subscriber, || {
        let mut evaluated = false;
        let future = machine!(
            quiet,
            fields = &["x"],
            [],
            |arguments| {
                evaluated = true;
                arguments.set(0, &1);
            },
            |_| rt::NoHook,
            async { pending(1).await }
        );
        let mut future = pin!(future);
        while poll(future.as_mut()).is_pending() {}
        assert!(!evaluated);
    });
    assert_eq!(recorder.all().len(), 0, "{:#?}", recorder.all());
}

#[test]
fn ret_and_err() {
    let (_, recorder) = record(|_| {
        let make = |fails: bool| {
            machine!(
                gives,
                [],
                |arguments| {},
                |machine| move |result: &Result<u8, &str>| match result {
                    Ok(value) => rt::returned_debug(machine, Level::INFO, value),
                    Err(error) => rt::failed_display(machine, Level::ERROR, error),
                },
                async move { if fails { Err("no") } else { Ok(3) } }
            )
        };
        assert!(poll(pin!(make(false))).is_ready());
        assert!(poll(pin!(make(true))).is_ready());
    });
    let returned = recorder.event("returned");
    assert_eq!(returned.level, Level::INFO);
    assert_eq!(returned.get("return"), "3");
    assert_eq!(returned.span.as_deref(), Some(returned.get("future")));
    let failed = recorder.event("failed");
    assert_eq!(failed.level, Level::ERROR);
    assert_eq!(failed.get("error"), "no");
    assert_eq!(failed.line, Some(10));
}

#[test]
fn target_name_and_level_of_a_machine_that_the_linker_did_not_list() {
    let (_, recorder) = record(|_| {
        let mut future = pin!(machine!(
            chosen,
            target = "shop",
            level = Level::DEBUG,
            ["Suspend0", "pending(1)", 20;],
            |arguments| {},
            |_| rt::NoHook,
            async { rt::mark(3, pending(1)).await }
        ));
        while poll(future.as_mut()).is_pending() {}
    });
    let span = &recorder.spans()[0];
    assert_eq!((span.target, span.level), ("shop", Level::DEBUG));
    let seen: Vec<_> = recorder
        .all()
        .iter()
        .filter(|entry| entry.what == support::What::Event)
        .map(|entry| (entry.name, entry.target, entry.level))
        .collect();
    assert_eq!(seen.len(), 7);
    for (name, target, level) in seen {
        let expected = match name {
            "transition" | "end" => Level::DEBUG,
            _ => Level::TRACE,
        };
        assert_eq!((target, level), ("shop", expected), "{name}");
    }
}
