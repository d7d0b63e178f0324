//! What edition 2024 changed or added: `let` chains, temporaries of tails and of `if let`.

use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::io;
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::{flag, step};

use super::machine;

fn maybe(a: &Noisy) -> Option<usize> {
    flag().then(|| a.look())
}

#[machine]
async fn let_chains() -> usize {
    let _a = noisy("a");
    if let Some(n) = maybe(&noisy("chain"))
        && n > 2
        && flag()
    {
        step("chained");
        io("then").await + n
    } else {
        step("not");
        io("else").await
    }
}

#[machine]
async fn while_let_chains() -> usize {
    let mut n = 0;
    while let Some(m) = maybe(&noisy("turn"))
        && n < 9
    {
        n += m;
        io("turn").await;
    }
    n
}

#[machine]
async fn if_let_rescopes() -> usize {
    if let Some(n) = maybe(&noisy("rescoped")) {
        io("then").await + n
    } else {
        step("the temporary is gone");
        io("else").await
    }
}

#[machine]
async fn await_in_let_chain() -> usize {
    if flag()
        && let 5 = io("chain").await
    {
        1
    } else {
        2
    }
}

#[machine]
async fn tail_temporaries_go_first() -> usize {
    let held = noisy("held");
    maybe(&noisy("tail temporary")).map_or(0, |n| n + look(&held)) + io("tail").await
}

#[machine]
async fn impl_captures_all(text: &str) -> impl Fn() -> usize {
    io("x").await;
    move || text.len()
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(let_chains: Compiler, let_chains()),
        case!(while_let_chains: Compiler, while_let_chains()),
        case!(if_let_rescopes: Compiler, if_let_rescopes()),
        case!(await_in_let_chain: Compiler, await_in_let_chain()),
        case!(tail_temporaries_go_first: Compiler, tail_temporaries_go_first()),
        case!(impl_captures_all: Explicit, async {
            let text = String::from("text");
            (visualize_future_tests::observed!(impl_captures_all(&text)).await)()
        }),
    ]
}
