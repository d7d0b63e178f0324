//! Every state, and every event, names the place of the await itself.
//!
//! In the functions below, a line `// @a, b` names the first and the second `await` of the line
//! that follows; `// @a=join` names the first `join` behind what came before.

use std::collections::BTreeMap;

use visualize_future::{Location, Machine, machines, visualize_future};
use visualize_future_tests::executor::block_on;
use visualize_future_tests::io::{Failure, Io, fallible, io, io_of, io_pending};
use visualize_future_tests::recorder::Recorder;
use visualize_future_tests::world;

const SOURCE: &str = include_str!("locations.rs");

#[visualize_future]
async fn one_line() -> usize {
    // @one, two, three
    io("a").await + io("é").await + io("c").await
}

#[rustfmt::skip]
#[visualize_future]
async fn chain() -> Result<usize, Failure> {
    let text = io_of("chain", io_of("inner", "12"))
        // @outer
        .await
        .
        // @inner
        await;
    // @unicode
    let n = "ünïcödé".len(); let m = io("x").await;
    // @tab
    io("tabs")	.await;
    fallible("end")
        // @question
        .await
        .map(|k| n + m + k + text.len())
}

#[visualize_future]
async fn nested_blocks(n: usize) -> usize {
    let m = {
        // @deep
        let inner = { io("deep").await };
        if inner > n {
            // @then
            io("then").await
        } else {
            // @scrutinee
            match io("scrutinee").await {
                0 => 0,
                // @arm
                _ => io("arm").await,
            }
        }
    };
    // The awaits of blocks, closures and functions of their own are not this machine's.
    let other = async { io("block").await };
    async fn inner() -> usize {
        io("fn").await
    }
    let call = async || io("closure").await;
    // @block, function, closure
    m + other.await + inner().await + call().await
}

#[visualize_future]
async fn loops() -> usize {
    let mut sum = 0;
    // @range
    for i in 0..io("range").await {
        // @body
        sum += io("body").await + i;
    }
    // @condition
    while io("condition").await > 100 {
        // @never
        io("never").await;
    }
    sum
}

#[visualize_future]
async fn macros() -> String {
    // @assert
    assert_eq!(io("a").await, 1, "length");
    let text = format!(
        "{} {}",
        // @first
        io("b").await,
        // @second
        io("cc").await
    );
    #[allow(clippy::useless_vec)]
    // @third, fourth
    let all = vec![io("d").await, io("e").await];
    format!("{text} {}", all.len())
}

#[visualize_future]
async fn selected() -> usize {
    // @select=select
    let n = tokio::select! {
        biased;
        // @left=io_pending
        n = io_pending("left", 2, 1) => n,
        // @right=io_pending
        m = io_pending("right", 1, 2) => {
            // @handler
            io("handler").await + m
        }
    };
    // @after
    n + io("after").await
}

#[visualize_future]
async fn joined() -> usize {
    // @tokio=join
    let (a, b) = tokio::join!(
        // @first=io
        io("first"),
        // @second=io_of
        io_of("second", 2)
    );
    // @futures=join, only=io
    let c = futures::join!(io("only")).0;
    a + b + c
}

struct Shop(Io<usize>);

impl Shop {
    #[visualize_future]
    async fn method(&mut self) -> usize {
        // @method
        (&mut self.0).await
    }
}

/// The places that the comments name, by function and name: line and column.
fn marked(function: &str) -> BTreeMap<String, (u32, u32)> {
    let start = SOURCE
        .lines()
        .position(|line| line.contains(&format!("async fn {function}(")))
        .unwrap_or_else(|| panic!("no function `{function}`"));
    let body = SOURCE
        .lines()
        .enumerate()
        .skip(start)
        .take_while(|&(_, line)| line != "}");
    let mut marks = BTreeMap::new();
    for (index, line) in body {
        let Some(names) = line.trim_start().strip_prefix("// @") else {
            continue;
        };
        let code = SOURCE.lines().nth(index + 1).expect("a line follows");
        let mut from = 0;
        for mark in names.split(", ") {
            let (name, token) = mark.split_once('=').unwrap_or((mark, "await"));
            let at = code[from..]
                .find(token)
                .unwrap_or_else(|| panic!("no `{token}` in `{code}`"))
                + from;
            from = at + token.len();
            let line = u32::try_from(index + 2).unwrap();
            let column = u32::try_from(code[..at].chars().count() + 1).unwrap();
            assert!(marks.insert(name.to_string(), (line, column)).is_none());
        }
    }
    marks
}

fn machine(name: &str) -> &'static Machine {
    machines()
        .find(|machine| machine.name() == name && machine.module() == module_path!())
        .unwrap_or_else(|| panic!("no machine `{name}`"))
}

fn place(location: Location) -> (u32, u32) {
    assert_eq!(location.file, file!());
    (location.line, location.column)
}

/// The machine's suspension points stand where the marks are, in this order.
fn assert_suspends(function: &str, names: &[&str]) {
    let marks = marked(function);
    let expected: Vec<_> = names.iter().map(|&name| (name, marks[name])).collect();
    let found: Vec<_> = machine(function).states()[3..]
        .iter()
        .zip(names)
        .map(|(state, &name)| (name, place(state.location)))
        .collect();
    assert_eq!(found, expected, "{function}");
    assert_eq!(machine(function).states().len(), names.len() + 3);
}

#[test]
fn awaits_of_one_line() {
    assert_suspends("one_line", &["one", "two", "three"]);
}

#[test]
fn awaits_of_a_chain_over_several_lines() {
    assert_suspends("chain", &["outer", "inner", "unicode", "tab", "question"]);
}

#[test]
fn awaits_of_nested_blocks() {
    assert_suspends(
        "nested_blocks",
        &[
            "deep",
            "then",
            "scrutinee",
            "arm",
            "block",
            "function",
            "closure",
        ],
    );
}

#[test]
fn awaits_of_loops() {
    assert_suspends("loops", &["range", "body", "condition", "never"]);
}

#[test]
fn awaits_of_methods() {
    assert_suspends("method", &["method"]);
}

#[test]
fn awaits_among_the_tokens_of_macros() {
    assert_suspends("macros", &["assert", "first", "second", "third", "fourth"]);
}

/// The places and texts of the futures polled side by side, for each suspension point.
fn children(function: &str) -> Vec<Vec<((u32, u32), &'static str)>> {
    machine(function).states()[3..]
        .iter()
        .map(|state| {
            state
                .children
                .iter()
                .map(|child| (place(child.location), child.awaiting))
                .collect()
        })
        .collect()
}

#[test]
fn branches_of_select() {
    assert_suspends("selected", &["select", "handler", "after"]);
    let marks = marked("selected");
    assert_eq!(
        children("selected"),
        [
            vec![
                (marks["left"], r#"io_pending("left", 2, 1)"#),
                (marks["right"], r#"io_pending("right", 1, 2)"#)
            ],
            vec![],
            vec![],
        ]
    );
}

#[test]
fn futures_of_join() {
    assert_suspends("joined", &["tokio", "futures"]);
    let marks = marked("joined");
    assert_eq!(
        children("joined"),
        [
            vec![
                (marks["first"], r#"io("first")"#),
                (marks["second"], r#"io_of("second", 2)"#)
            ],
            vec![(marks["only"], r#"io("only")"#)],
        ]
    );
}

#[test]
fn the_function_itself() {
    for name in ["one_line", "chain", "selected", "method"] {
        let (index, line) = SOURCE
            .lines()
            .enumerate()
            .find(|(_, line)| line.contains(&format!("async fn {name}(")))
            .unwrap();
        let column = line.find(name).unwrap() + 1;
        assert_eq!(
            place(machine(name).location()),
            (
                u32::try_from(index + 1).unwrap(),
                u32::try_from(column).unwrap()
            )
        );
    }
}

#[test]
fn what_is_awaited_is_quoted() {
    let awaiting = |name: &str| -> Vec<&str> {
        machine(name).states()[3..]
            .iter()
            .map(|state| state.awaiting)
            .collect()
    };
    assert_eq!(
        awaiting("one_line"),
        [r#"io("a")"#, r#"io("é")"#, r#"io("c")"#]
    );
    assert_eq!(
        awaiting("chain"),
        [
            r#"io_of("chain", io_of("inner", "12"))"#,
            r#"io_of("chain", io_of("inner", "12")).await"#,
            r#"io("x")"#,
            r#"io("tabs")"#,
            r#"fallible("end")"#,
        ]
    );
    assert_eq!(awaiting("method"), ["(&mut self.0)"]);
}

/// Runs the function with every await pending once, and compares the places in the events of
/// its transitions with the marks.
fn assert_events<F: Future>(function: &str, start: impl FnOnce() -> F, expected: &[&str]) {
    let marks = marked(function);
    let events = Recorder::record(|| {
        // Yes to every question: each awaitee is pending once.
        world::begin(&[1; 64], 64, None);
        let future = start();
        world::begin(&[1; 64], 64, None);
        block_on(future);
        world::end();
    });
    let expected: Vec<_> = expected.iter().map(|&name| (name, marks[name])).collect();
    let found: Vec<_> = events
        .iter()
        .filter(|event| event.is_transition() && event.field("to").starts_with("Suspend"))
        .filter(|event| event.scope.last() == Some(&function))
        .zip(&expected)
        .map(|(event, (name, _))| {
            assert_eq!(event.field("file"), file!());
            let line: u32 = event.field("line").parse().unwrap();
            // What subscribers print as the place of the event.
            assert_eq!(event.place, (Some(file!()), Some(line)));
            (*name, (line, event.field("column").parse().unwrap()))
        })
        .collect();
    assert_eq!(found, expected, "{events:#?}");
}

#[test]
fn events_of_one_line() {
    assert_events("one_line", one_line, &["one", "two", "three"]);
}

#[test]
fn events_of_a_chain_over_several_lines() {
    assert_events(
        "chain",
        chain,
        &["outer", "inner", "unicode", "tab", "question"],
    );
}

#[test]
fn events_of_loops() {
    assert_events("loops", loops, &["range", "body", "condition"]);
}

#[test]
fn events_of_nested_blocks() {
    assert_events(
        "nested_blocks",
        || nested_blocks(3),
        &["deep", "then", "block", "function", "closure"],
    );
    assert_events(
        "nested_blocks",
        || nested_blocks(4),
        &["deep", "scrutinee", "arm", "block", "function", "closure"],
    );
}

#[test]
fn events_of_macros() {
    assert_events(
        "macros",
        macros,
        &["assert", "first", "second", "third", "fourth"],
    );
}

#[test]
fn events_of_select() {
    assert_events("selected", selected, &["select", "handler", "after"]);
}

#[test]
fn events_of_join() {
    assert_events("joined", joined, &["tokio", "futures"]);
}

#[test]
fn events_of_methods() {
    let mut shop = Shop(io_pending("shop", 1, 1));
    let shop = &mut shop;
    assert_events("method", || shop.method(), &["method"]);
}
