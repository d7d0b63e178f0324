//! Futures side by side, nested blocks, and awaits among the tokens of macros.

use std::pin::pin;

use futures::stream::{self, StreamExt};
use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::{Failure, fallible, io, io_of, io_pending};
use visualize_future_tests::noisy::noisy;
use visualize_future_tests::world::step;

use super::machine;

#[machine]
async fn select_futures() -> usize {
    let _a = noisy("a");
    let mut one = io("one");
    let mut two = io("two");
    let got = futures::select_biased! {
        n = futures::FutureExt::fuse(&mut one) => n,
        n = futures::FutureExt::fuse(&mut two) => {
            io("handler").await;
            n + 10
        }
    };
    io("after").await;
    got
}

#[machine]
async fn select_tokio() -> usize {
    let a = noisy("a");
    tokio::select! {
        biased;
        n = io("one") => n + a.look(),
        Ok(n) = fallible("two"), if a.look() > 0 => {
            io("handler").await;
            n * 10
        }
        else => 0,
    }
}

#[machine]
async fn join_futures() -> (usize, usize) {
    let a = noisy("a");
    let both = futures::join!(io("left"), async {
        io("inner").await;
        a.look()
    });
    io("after").await;
    both
}

#[machine]
async fn join_tokio() -> (usize, usize) {
    let both = tokio::join!(biased; io_pending("left", 2, 1), io("right"));
    step("joined");
    both
}

#[machine]
async fn try_join() -> Result<usize, Failure> {
    let _a = noisy("a");
    let (x, y) = futures::try_join!(fallible("x"), fallible("yy"))?;
    io("after").await;
    Ok(x + y)
}

#[machine]
async fn nested_async_block() -> usize {
    let a = noisy("a");
    let n = async {
        let b = noisy("b");
        io("inner").await;
        a.look() + b.look()
    }
    .await;
    io("outer").await;
    n
}

#[machine]
async fn moving_async_block() -> usize {
    let a = noisy("a");
    io("first").await;
    let n = async move {
        io("inner").await;
        a.look()
    }
    .await;
    io("outer").await;
    n
}

#[machine]
async fn async_closure() -> usize {
    let base = noisy("base");
    let call = async |n: usize| {
        io("inner").await;
        base.look() + n
    };
    call(1).await + call(2).await
}

#[machine]
async fn await_in_format() -> String {
    let a = noisy("a");
    let text = format!("{} {}", a.look(), io("x").await);
    io("y").await;
    text
}

#[machine]
async fn await_in_assert() -> usize {
    assert_eq!(io("xx").await, 2, "was {}", io("never").await);
    assert!(io("yyy").await > 2);
    debug_assert!(io("z").await < 9);
    1
}

#[machine]
async fn await_in_vec() -> Vec<usize> {
    vec![io("a").await, noisy("b").look(), io("cc").await]
}

#[machine]
async fn await_in_matches() -> bool {
    matches!(io("m").await, 1 | 2)
}

#[machine]
async fn await_in_println() -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    write!(out, "{}", io("w").await).unwrap();
    writeln!(out, "!").unwrap();
    out
}

#[machine]
async fn streams() -> usize {
    let mut all = stream::iter([1, 2, 3]).then(|n| io_of("item", n));
    let mut sum = 0;
    while let Some(n) = all.next().await {
        sum += n;
    }
    sum
}

#[machine]
async fn pinned_locals() -> usize {
    let mut one = pin!(io("one"));
    let first = one.as_mut().await;
    io("x").await;
    first
}

#[machine]
async fn boxed_futures() -> usize {
    let all: Vec<std::pin::Pin<Box<dyn std::future::Future<Output = usize>>>> =
        vec![Box::pin(io("a")), Box::pin(async { io("b").await })];
    let mut sum = 0;
    for one in all {
        sum += one.await;
    }
    sum
}

#[machine]
async fn chained() -> usize {
    io_of("outer", io_of("inner", io("core"))).await.await.await
}

#[machine]
async fn receiver_chain() -> String {
    let text = io_of("text", String::from(" a b "))
        .await
        .trim()
        .to_string();
    io("x").await;
    text
}

#[machine]
async fn join_all() -> usize {
    let all = futures::future::join_all((0..3).map(|n| io_of("each", n))).await;
    io("after").await;
    all.into_iter().sum()
}

#[machine]
async fn index_and_deref() -> usize {
    let all = [1_usize, 2, 3];
    let boxed = Box::new(5_usize);
    let n = all[io("x").await] + *boxed;
    io("y").await;
    n + all[0]
}

#[machine]
async fn compound_assignment() -> usize {
    let mut n = 1;
    let mut all = [1_usize, 2];
    n += io("x").await;
    all[0] += io("yy").await;
    n *= all[0];
    io("z").await;
    n
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(select_futures: Explicit, select_futures()),
        case!(select_tokio: Since2024, select_tokio()),
        case!(join_futures: Compiler, join_futures()),
        case!(join_tokio: Explicit, join_tokio()),
        case!(try_join: Explicit, try_join()),
        case!(nested_async_block: Compiler, nested_async_block()),
        case!(moving_async_block: Explicit, moving_async_block()),
        case!(async_closure: Compiler, async_closure()),
        case!(await_in_format: Explicit, await_in_format()),
        case!(await_in_assert: Explicit, await_in_assert()),
        case!(await_in_vec: Explicit, await_in_vec()),
        case!(await_in_matches: Explicit, await_in_matches()),
        case!(await_in_println: Explicit, await_in_println()),
        case!(streams: Explicit, streams()),
        case!(pinned_locals: Explicit, pinned_locals()),
        case!(boxed_futures: Explicit, boxed_futures()),
        // The value of the first await leaks when the drop of its awaitee panics.
        case!(chained: Explicit, chained()).without_panics_in_drops(),
        case!(receiver_chain: Explicit, receiver_chain()),
        case!(join_all: Explicit, join_all()),
        case!(index_and_deref: Compiler, index_and_deref()),
        case!(compound_assignment: Explicit, compound_assignment()),
    ]
}
