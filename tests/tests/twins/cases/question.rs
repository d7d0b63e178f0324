//! The `?` operator.

use std::ops::ControlFlow;
use std::task::Poll;

use visualize_future_tests::case::Case;
use visualize_future_tests::io::{Failure, fallible, io, io_of};
use visualize_future_tests::noisy::{look, noisy};
use visualize_future_tests::world::{flag, step};
use visualize_future_tests::{case, observed};

use super::machine;

struct Wrapped(&'static str);

impl From<Failure> for Wrapped {
    fn from(failure: Failure) -> Self {
        step("convert");
        Wrapped(failure.0)
    }
}

#[machine]
async fn question_marks() -> Result<usize, Failure> {
    let _a = noisy("a");
    let x = fallible("x").await?;
    let _b = noisy("b");
    let y = fallible("yy").await?;
    step("both");
    Ok(x + y)
}

#[machine]
async fn converts_errors() -> Result<usize, Wrapped> {
    let a = noisy("a");
    let n = fallible("inner").await?;
    Ok(n + look(&a))
}

#[machine]
async fn boxes_errors() -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
    let text = io_of("text", if flag() { "12" } else { "twelve" }).await;
    let n: usize = text.parse()?;
    io("after").await;
    Ok(n)
}

#[machine]
async fn question_without_await() -> Option<usize> {
    let n = flag().then_some(2)?;
    io("mid").await;
    let m = flag().then_some(3)?;
    io("end").await;
    Some(n + m)
}

#[machine]
async fn question_in_loop() -> Result<Vec<usize>, Failure> {
    let mut out = Vec::new();
    for name in ["a", "bb", "ccc"].iter().copied() {
        let _each = noisy("each");
        let n = fallible(name).await?;
        out.push(n);
    }
    Ok(out)
}

#[machine]
async fn question_in_tail() -> Result<usize, Failure> {
    let _a = noisy("a");
    Ok(fallible("tail").await? + 1)
}

#[machine]
async fn hands_result_on() -> Result<usize, Failure> {
    fallible("result").await
}

#[machine]
async fn question_control_flow() -> ControlFlow<&'static str, usize> {
    let n = io("n").await;
    let step: ControlFlow<_, ()> = if flag() {
        ControlFlow::Break("broken")
    } else {
        ControlFlow::Continue(())
    };
    step?;
    io("after").await;
    ControlFlow::Continue(n)
}

#[machine]
async fn question_on_poll() -> Result<bool, Failure> {
    let polled: Poll<Result<usize, Failure>> = if flag() {
        Poll::Ready(fallible("inside").await)
    } else {
        Poll::Pending
    };
    let pending = polled?.is_pending();
    io("after").await;
    Ok(pending)
}

#[machine]
async fn question_inside_closure() -> usize {
    let parse = |text: &str| -> Option<usize> { Some(text.parse::<usize>().ok()? + 1) };
    let text = io_of("text", "41").await;
    parse(text).unwrap_or(0)
}

#[machine]
async fn matches_result() -> usize {
    let kept = noisy("kept");
    match fallible("m").await {
        Ok(n) => {
            io("ok").await;
            n
        }
        Err(Failure(name)) => {
            step(name);
            look(&kept)
        }
    }
}

#[machine]
async fn unwraps_or_default() -> usize {
    let n = fallible("u").await.unwrap_or_default();
    let m = fallible("v").await.map(|v| v * 2).unwrap_or(9);
    n + m
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(question_marks: Explicit, question_marks()),
        case!(converts_errors: Explicit, async {
            observed!(converts_errors()).await.map_err(|wrapped| wrapped.0)
        }),
        case!(boxes_errors: Explicit, boxes_errors()),
        case!(question_without_await: Explicit, question_without_await()),
        case!(question_in_loop: Explicit, question_in_loop()),
        case!(question_in_tail: Explicit, question_in_tail()),
        case!(hands_result_on: Explicit, hands_result_on()),
        case!(question_control_flow: Explicit, question_control_flow()),
        case!(question_on_poll: Explicit, question_on_poll()),
        case!(question_inside_closure: Explicit, question_inside_closure()),
        case!(matches_result: Explicit, matches_result()),
        case!(unwraps_or_default: Explicit, unwraps_or_default()),
    ]
}
