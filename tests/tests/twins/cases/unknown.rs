//! Macros that nobody knows, and what they hide.

#![allow(
    unreachable_code,
    unused_variables,
    clippy::diverging_sub_expression,
    clippy::needless_late_init,
    clippy::redundant_closure_call,
    clippy::redundant_locals,
    clippy::needless_return,
    clippy::question_mark
)]

use std::future::poll_fn;
use std::task::{Poll, ready};

use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::{Failure, fallible, io, io_of};
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::{flag, step};

use super::machine;

macro_rules! nothing {
    () => {
        step("nothing")
    };
}

macro_rules! perhaps_return {
    ($value:expr) => {
        if flag() {
            let _inside = noisy("inside");
            return $value;
        }
    };
}

macro_rules! perhaps_fail {
    () => {
        let _checked = noisy("checked");
        failing(&noisy("operand"))?;
    };
}

fn failing(operand: &Noisy) -> Result<usize, Failure> {
    match flag() {
        true => Err(Failure("failing")),
        false => Ok(operand.look()),
    }
}

macro_rules! waits {
    ($name:expr) => {
        io(&*$name).await
    };
}

macro_rules! guards {
    () => {
        let _guard = noisy("guard");
    };
    ($($name:literal),+) => {
        $(let _guard = noisy($name);)+
    };
}

macro_rules! made {
    () => {
        noisy("made")
    };
    ($($statement:stmt),+; $value:expr) => {{
        $($statement)+
        $value
    }};
}

/// A temporary whose life a `let` extends.
macro_rules! lent {
    () => {
        &noisy("lent")
    };
}

macro_rules! tried {
    ($value:expr) => {
        match $value {
            Ok(value) => value,
            Err(failure) => return Err(failure.into()),
        }
    };
}

macro_rules! leaves {
    ($value:expr) => {
        return $value
    };
}

macro_rules! declares {
    ($name:ident) => {
        let $name = noisy("declared");
    };
    (fn $name:ident) => {
        fn $name() -> usize {
            7
        }
    };
}

macro_rules! breaks {
    () => {
        if flag() {
            break;
        }
    };
}

macro_rules! length {
    ($value:expr) => {
        look(&$value)
    };
}

/// As the macros of `tokio-test`.
macro_rules! assert_ready {
    ($e:expr $(,)?) => {{
        match $e {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("pending"),
        }
    }};
    ($e:expr, $($message:tt)+) => {{
        match $e {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("pending; {}", format_args!($($message)+)),
        }
    }};
}

macro_rules! assert_pending {
    ($e:expr $(,)?) => {{
        match $e {
            Poll::Pending => {}
            Poll::Ready(value) => panic!("ready; value = {:?}", value),
        }
    }};
}

macro_rules! assert_ok {
    ($e:expr $(,)?) => {
        match $e {
            Ok(value) => value,
            Err(error) => panic!("assertion failed: Err({:?})", error),
        }
    };
    ($e:expr, $($message:tt)+) => {
        match $e {
            Ok(value) => value,
            Err(error) => panic!("assertion failed: Err({:?}): {}", error, format_args!($($message)+)),
        }
    };
}

/// Not the one of `futures`.
macro_rules! poll {
    ($variable:ident) => {
        $variable.pop()
    };
}

#[machine]
async fn asks_by_name() -> usize {
    let mut list = vec![noisy("one"), noisy("two")];
    io("list").await;
    let last = poll!(list);
    io("last").await;
    list.len() + last.map_or(0, |last| last.look())
}

#[machine]
async fn plain() -> usize {
    let a = noisy("a");
    nothing!();
    let n = io("x").await;
    nothing! {}
    n + look(&a)
}

#[machine]
async fn returns() -> usize {
    let a = noisy("a");
    perhaps_return!(1);
    let b = noisy("b");
    io("x").await;
    perhaps_return!(2);
    io("y").await;
    look(&a) + look(&b)
}

#[machine]
async fn returns_nothing() {
    let _a = noisy("a");
    perhaps_return!(());
    io("x").await;
}

#[machine]
async fn fails() -> Result<usize, Failure> {
    let a = noisy("a");
    perhaps_fail!();
    let b = noisy("b");
    let n = fallible("x").await?;
    Ok(n + look(&a) + look(&b))
}

#[machine]
async fn fails_otherwise() -> Result<usize, Box<dyn std::fmt::Debug + Send>> {
    let _a = noisy("a");
    perhaps_return!(Err(Box::new("other")));
    let n = io("x").await;
    perhaps_return!(Err(Box::new(7)));
    Ok(n)
}

#[machine]
async fn awaits() -> usize {
    let a = noisy("a");
    waits!("first");
    let n: usize = waits!("second");
    n + look(&a)
}

#[machine]
async fn awaits_only() {
    waits!("only");
}

#[machine]
async fn guarded() -> usize {
    let a = noisy("a");
    guards!();
    let b = noisy("b");
    let n = {
        guards!("inner one", "inner two");
        let c = noisy("c");
        io("x").await + look(&c)
    };
    io("y").await;
    n + look(&a) + look(&b)
}

#[machine]
async fn extended() -> usize {
    let a = noisy("a");
    let lent = lent!();
    let n = io("x").await;
    n + lent.look() + look(&a)
}

#[machine]
async fn extended_pair() -> usize {
    let first = lent!();
    let mut last = made!();
    last = {
        io("x").await;
        let other = noisy("other");
        drop(last);
        other
    };
    first.look() + look(&last)
}

#[machine]
async fn typed() -> usize {
    let shown: Box<dyn std::fmt::Debug> = made!(step("boxed"); Box::new(3));
    io("x").await;
    format!("{shown:?}").len()
}

#[machine]
async fn inferred() -> Result<usize, Failure> {
    let parsed = made!(step("parse"); "12".parse().map_err(|_| Failure("parse")));
    io("x").await;
    let n: u8 = parsed?;
    let value = tried!(failing(&noisy("argument")));
    io("y").await;
    Ok(value + usize::from(n))
}

#[machine]
async fn diverges() -> usize {
    let a = noisy("a");
    if flag() {
        leaves!(3);
    }
    io("x").await;
    look(&a)
}

#[machine]
async fn diverging_value() -> usize {
    let _a = noisy("a");
    let n: usize = match flag() {
        true => io("x").await,
        false => {
            let never: usize = leaves!(4);
            std::convert::identity(never)
        }
    };
    n
}

#[machine]
async fn diverging_block() -> usize {
    let n: usize = match flag() {
        true => io("x").await,
        false => {
            leaves!(4);
        }
    };
    n
}

/// Where the macro diverges, `a` has been moved; elsewhere it has not, and so is no copy.
#[machine]
async fn moved_before_diverging() -> usize {
    let a = noisy("a");
    let b = noisy("b");
    if flag() {
        drop(a);
        leaves!(3);
    }
    if flag() {
        b.consume();
        leaves!(5);
    }
    io("x").await;
    look(&a) + look(&b)
}

#[machine]
async fn copied_around() -> usize {
    let n = io("n").await;
    let m: usize = n + 1;
    let o = std::convert::identity(n) + std::convert::identity(n);
    let p = std::convert::identity(m);
    nothing!();
    io("x").await;
    n + m + o + p
}

#[machine]
async fn perhaps_copied() -> usize {
    let n = io("n").await;
    let o = std::convert::identity(n);
    nothing!();
    io("x").await;
    n + o
}

#[machine]
async fn initialised_or_diverged() -> usize {
    let value;
    if flag() {
        value = noisy("value");
    } else {
        leaves!(3);
    }
    io("x").await;
    look(&value)
}

#[machine]
async fn moved_before_panic() -> usize {
    let a = noisy("a");
    if flag() {
        drop(a);
        panic!("moved");
    }
    io("x").await;
    look(&a)
}

/// The same, with a state in between.
#[machine]
async fn moved_before_awaiting_panic() -> usize {
    let a = noisy("a");
    let b = noisy("b");
    if flag() {
        drop(a);
        b.consume();
        io("y").await;
        unreachable!("moved");
    }
    io("x").await;
    look(&a) + look(&b)
}

#[machine]
async fn moved_before_awaiting_call() -> usize {
    let a = noisy("a");
    if flag() {
        drop(a);
        io("y").await;
        std::panic::panic_any("moved");
    }
    io("x").await;
    look(&a)
}

/// The same, inside of a statement that rustc runs.
#[machine]
async fn moved_before_panic_in_statement() -> usize {
    let a = noisy("a");
    let n = sum(look(&a), {
        if flag() {
            drop(a);
            panic!("moved");
        }
        io("y").await
    });
    io("x").await;
    look(&a) + n
}

fn sum(a: usize, b: usize) -> usize {
    a + b
}

#[machine]
async fn in_branches() -> usize {
    let mut n = 0;
    if flag() {
        let _a = noisy("a");
        perhaps_return!(1);
        n += io("x").await;
    } else {
        nothing!();
        n += 1;
    }
    n
}

#[machine]
async fn at_the_end() {
    let _a = noisy("a");
    io("x").await;
    waits!("end");
}

#[machine]
async fn expression_at_the_end() -> usize {
    let _a = noisy("a");
    io("x").await;
    waits!("end")
}

#[machine]
async fn ends_of_blocks() {
    let _a = noisy("a");
    if flag() {
        let _b = noisy("b");
        perhaps_return!(())
    }
    io("x").await;
    match flag() {
        true => {
            guards!("last");
            nothing!()
        }
        false => {
            io("y").await;
        }
    }
    nothing!()
}

#[machine]
async fn value_at_the_end() -> Result<usize, Failure> {
    let _a = noisy("a");
    io("x").await;
    made! { guards!("local"); Ok(tried!(failing(&noisy("late"))) + look(&noisy("temporary"))) }
}

#[machine]
async fn same_names() -> usize {
    let value = noisy("value");
    perhaps_return!(9);
    let value = look(&value) + 1;
    perhaps_return!(8);
    io("x").await + value
}

#[machine]
async fn tokens_return() -> usize {
    let _a = noisy("a");
    let n = made!(step("before"); if flag() { return 5 } else { 6 });
    io("x").await + n
}

#[machine]
async fn tokens_await() -> usize {
    let _a = noisy("a");
    let n = made!(step("before"); io("inner").await + 1);
    io("x").await + n
}

/// As the macro of the same name in `tokio-test`: it declares a variable.
macro_rules! assert_ready_eq {
    ($e:expr, $expected:expr $(,)?) => {
        let value = assert_ready!($e);
        assert_eq!(value, $expected)
    };
}

fn polled_equal() -> Poll<Noisy> {
    poll_of(noisy("equal"))
}

fn expected_equal() -> Noisy {
    noisy("equal")
}

#[machine]
async fn asserted_equal() -> usize {
    let a = noisy("a");
    assert_ready_eq!(polled_equal(), expected_equal());
    let b = noisy("b");
    io("x").await;
    look(&a) + look(&b)
}

#[machine]
async fn opaque_output() -> Result<impl std::fmt::Debug, Failure> {
    let _a = noisy("a");
    perhaps_fail!();
    io("x").await;
    Ok(1)
}

#[machine]
async fn in_closures() -> usize {
    let a = noisy("a");
    let ready = poll_fn(|cx| {
        let mut inner = std::pin::pin!(io_of("inner", 3));
        let n = ready!(std::future::Future::poll(inner.as_mut(), cx));
        perhaps_return!(Poll::Ready(n));
        Poll::Ready(n + 1)
    });
    let n = ready.await;
    let m = async {
        perhaps_return!(1);
        io("block").await
    }
    .await;
    n + m + look(&a)
}

#[machine]
async fn in_loop() -> usize {
    let _a = noisy("a");
    let mut n = 0;
    loop {
        n += io("x").await;
        breaks!();
        if n > 2 {
            break;
        }
    }
    n
}

#[machine]
async fn declared_name() -> usize {
    declares!(name);
    io("x").await;
    look(&name)
}

#[machine]
async fn declared_item() -> usize {
    declares!(fn seven);
    io("x").await;
    seven()
}

#[machine]
async fn mentions() -> usize {
    let a = noisy("a");
    let n = length!(a);
    io("x").await + n + look(&a)
}

#[machine]
async fn in_expression() -> usize {
    let n = look(&made!());
    io("x").await + n
}

fn poll_of<T>(value: T) -> Poll<T> {
    match flag() {
        true => Poll::Ready(value),
        false => Poll::Pending,
    }
}

#[machine]
async fn asserted_ready() -> usize {
    let a = noisy("a");
    let value = assert_ready!(poll_of(noisy("polled")), "not {a:?}, {}", look(&a));
    io("x").await;
    let expected = noisy("expected");
    assert_ready!(poll_of(io_of("y", noisy("awaited")).await));
    let pending = poll_of(1);
    io("z").await;
    assert_pending!(pending);
    look(&a) + look(&value) + look(&expected)
}

#[machine]
async fn asserted_ok() -> usize {
    let a = noisy("a");
    let n = assert_ok!(fallible("x").await);
    let m = assert_ok!(failing(&a), "for {}", a.name());
    io("y").await;
    n + m + look(&a)
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(plain: Explicit, plain()),
        case!(returns: Explicit, returns()),
        case!(returns_nothing: Explicit, returns_nothing()),
        case!(fails: Explicit, fails()),
        case!(fails_otherwise: Explicit, fails_otherwise()),
        case!(awaits: Explicit, awaits()),
        case!(awaits_only: Explicit, awaits_only()),
        case!(guarded: Explicit, guarded()),
        case!(extended: Explicit, extended()),
        case!(extended_pair: Explicit, extended_pair()),
        case!(typed: Explicit, typed()),
        case!(inferred: Explicit, inferred()),
        case!(diverges: Explicit, diverges()),
        case!(diverging_value: Explicit, diverging_value()),
        case!(diverging_block: Compiler, diverging_block()),
        case!(moved_before_diverging: Explicit, moved_before_diverging()),
        case!(copied_around: Explicit, copied_around()),
        case!(perhaps_copied: Explicit, perhaps_copied()),
        case!(initialised_or_diverged: Explicit, initialised_or_diverged()),
        case!(moved_before_panic: Explicit, moved_before_panic()),
        case!(moved_before_awaiting_panic: Explicit, moved_before_awaiting_panic()),
        case!(moved_before_awaiting_call: Explicit, moved_before_awaiting_call()),
        case!(moved_before_panic_in_statement: Explicit, moved_before_panic_in_statement()),
        case!(in_branches: Explicit, in_branches()),
        case!(at_the_end: Explicit, at_the_end()),
        case!(expression_at_the_end: Since2024, expression_at_the_end()),
        case!(ends_of_blocks: Since2024, ends_of_blocks()),
        case!(value_at_the_end: Since2024, value_at_the_end()),
        case!(same_names: Explicit, same_names()),
        case!(tokens_return: Explicit, tokens_return()),
        case!(tokens_await: Explicit, tokens_await()),
        case!(asserted_equal: Explicit, asserted_equal()),
        case!(opaque_output: Explicit, opaque_output()),
        case!(in_closures: Explicit, in_closures()),
        // A hidden `break` would be the loop's.
        case!(in_loop: Compiler, in_loop()),
        // What the macro declares is mentioned behind it.
        case!(declared_name: Compiler, declared_name()),
        case!(declared_item: Compiler, declared_item()),
        case!(mentions: Compiler, mentions()),
        case!(in_expression: Compiler, in_expression()),
        case!(asks_by_name: Compiler, asks_by_name()),
        case!(asserted_ready: Explicit, asserted_ready()),
        case!(asserted_ok: Explicit, asserted_ok()),
    ]
}
