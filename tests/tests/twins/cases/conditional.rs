//! `#[cfg]` and other attributes in bodies: what rustc removes, and what is left.

// `all()` and `any()` are what is true and false; and a module that is a file is told this by
// itself.
#![allow(clippy::non_minimal_cfg)]

use std::future::Future;
use std::pin::Pin;

use visualize_future_tests::case::Case;
use visualize_future_tests::io::{Failure, fallible, io};
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::{flag, step};
use visualize_future_tests::{case, observed};

use super::machine;

#[derive(Debug)]
struct Pair {
    first: Noisy,
    second: usize,
}

#[machine]
async fn cfg_statements() -> usize {
    #[cfg(all())]
    let a = noisy("kept");
    #[cfg(any())]
    let a = no_such_function("removed").await;
    #[cfg(not(any()))]
    io("kept").await;
    #[cfg(not(all()))]
    io(no_such_value).await;
    #[cfg(any())]
    no_such_macro!(a);
    #[cfg(all())]
    step("macro".to_owned());
    look(&a)
}

#[machine]
async fn cfg_moves_in_one_of_two(value: Noisy) -> usize {
    #[cfg(target_os = "none")]
    let length = value.consume();
    #[cfg(not(target_os = "none"))]
    let length = look(&value);
    io("x").await;
    #[cfg(not(target_os = "none"))]
    drop(value);
    io("y").await;
    length
}

#[machine]
async fn cfg_blocks() -> usize {
    let outer = noisy("outer");
    #[cfg(not(target_os = "none"))]
    {
        let inner = noisy("inner");
        #[cfg(target_os = "none")]
        {
            #[cfg(all())]
            io(inner).await;
        }
        #[cfg(all())]
        #[cfg(not(any()))]
        io("inside").await;
        look(&inner);
    }
    #[cfg(target_os = "none")]
    {
        let inner: NoSuchType = outer;
        io(inner).await;
    }
    io("behind").await;
    look(&outer)
}

#[machine]
async fn cfg_tail_of_two() -> usize {
    let a = noisy("a");
    io("x").await;
    #[cfg(target_os = "none")]
    {
        no_such_function(a).await
    }
    #[cfg(not(target_os = "none"))]
    {
        io("tail").await + look(&a)
    }
}

#[machine]
async fn cfg_tail_removed() {
    let _a = noisy("a");
    io("x").await;
    step("last".to_owned());
    #[cfg(any())]
    drop(_a)
}

#[machine]
async fn cfg_return_or_tail(n: usize) -> usize {
    let a = noisy("a");
    if flag() {
        #[cfg(all())]
        return io("early").await + look(&a);
        #[cfg(any())]
        return no_such_value;
    }
    #[cfg(any())]
    return no_such_value;
    #[cfg(all())]
    n
}

#[machine]
async fn cfg_arms() -> usize {
    let a = noisy("a");
    match io("x").await {
        #[cfg(target_os = "none")]
        1 => no_such_function(a).await,
        #[cfg(not(target_os = "none"))]
        1 => io("one").await,
        #[cfg(not(target_os = "none"))]
        2 if flag() => {
            #[cfg(any())]
            drop(a);
            io("two").await
        }
        _ => look(&a),
    }
}

#[machine]
async fn cfg_fields() -> usize {
    let pair = Pair {
        #[cfg(target_os = "none")]
        missing: no_such_value,
        #[cfg(not(target_os = "none"))]
        first: noisy("first"),
        #[cfg(any())]
        second: no_such_function().await,
        #[cfg(all())]
        second: io("second").await,
    };
    io("x").await;
    let Pair {
        #[cfg(any())]
        missing,
        #[cfg(all())]
        first,
        second,
    } = pair;
    io("y").await;
    look(&first) + second
}

fn sum(first: usize, second: usize) -> usize {
    step(format!("sum {first} {second}"));
    first + second
}

#[machine]
async fn cfg_arguments() -> usize {
    let a = noisy("a");
    let n = sum(
        #[cfg(all())]
        io("one").await,
        #[cfg(any())]
        no_such_value,
        #[cfg(not(any()))]
        1,
    );
    let mut list = vec![0];
    list.push(
        #[cfg(any())]
        no_such_value,
        n,
    );
    let array = [
        #[cfg(any())]
        a,
        look(&a),
    ];
    io("x").await;
    let (b,) = (
        #[cfg(any())]
        no_such_value,
        look(&a),
    );
    array[0] + list[1] + b
}

#[machine]
async fn cfg_parameters(
    #[cfg(any())] missing: NoSuchType,
    #[cfg(all())] a: Noisy,
    Pair {
        #[cfg(any())]
            missing: _,
        #[cfg(all())]
            first: b,
        second,
    }: Pair,
) -> usize {
    io("x").await;
    look(&a) + look(&b) + second
}

#[machine]
async fn cfg_in_closures_and_blocks() -> usize {
    let a = noisy("a");
    let count = |n: usize| {
        #[cfg(any())]
        drop(a);
        #[cfg(all())]
        let n = n + 1;
        n
    };
    let inner = async {
        #[cfg(any())]
        drop(a);
        #[cfg(all())]
        io("inner").await
    };
    let n = inner.await;
    io("x").await;
    count(n) + look(&a)
}

#[machine]
async fn cfg_items() -> usize {
    #[cfg(any())]
    use no_such_crate::io;
    #[cfg(all())]
    const N: usize = 2;
    #[cfg(any())]
    const N: usize = no_such_value;
    #[cfg(all())]
    io("x").await;
    io("y").await + N
}

#[machine]
async fn cfg_attrs(#[cfg_attr(all(), allow(unused_variables))] unused: Noisy) -> usize {
    #[cfg_attr(all(), allow(unused_variables), cfg_attr(any(), no_such_attribute))]
    let a = noisy("a");
    #[cfg_attr(any(), no_such_attribute)]
    let b = io("x").await;
    #[cfg_attr(not(any()), allow(unused_assignments, unused_mut))]
    let mut c = io("y").await;
    io("z").await;
    b + c
}

#[machine]
async fn cfg_question() -> Result<usize, Failure> {
    let a = noisy("a");
    #[cfg(all())]
    fallible("x").await?;
    #[cfg(any())]
    fallible(a).await?;
    let n = fallible("y").await?;
    Ok(look(&a) + n)
}

#[machine]
async fn cfg_loops() -> usize {
    let mut sum = 0;
    #[cfg(all())]
    for one in [noisy("a"), noisy("bb")] {
        #[cfg(any())]
        drop(one);
        #[cfg(all())]
        if flag() {
            continue;
        }
        #[cfg(all())]
        {
            sum += io("x").await;
        }
        sum += look(&one);
    }
    sum
}

#[machine]
async fn lint_attributes() -> usize {
    #[allow(unused_variables)]
    let a = noisy("a");
    #[expect(unused_variables)]
    let b = io("x").await;
    #[allow(clippy::let_and_return)]
    {
        #[warn(unused_must_use)]
        let c = noisy("c");
        #[rustfmt::skip]
        let d = io("y").await;
        #[expect(unused_mut)]
        let mut e = look(&c) + d;
        e
    }
}

#[derive(Debug)]
struct Shop(Noisy);

trait Sells {
    async fn sell(&self, #[cfg(any())] missing: NoSuchType) -> usize;
}

impl Shop {
    #[machine]
    async fn cfg_method(&mut self, #[cfg(all())] n: usize) -> usize {
        #[cfg(all())]
        self.0.change();
        #[cfg(any())]
        self.missing.change();
        io("x").await + n + look(&self.0)
    }
}

impl Sells for Shop {
    #[machine]
    async fn sell(&self, #[cfg(any())] missing: NoSuchType) -> usize {
        #[cfg(any())]
        missing.await;
        io("x").await;
        look(&self.0)
    }
}

#[machine]
fn cfg_boxed(n: usize) -> Pin<Box<dyn Future<Output = usize>>> {
    #[cfg(any())]
    no_such_function();
    Box::pin(async move {
        #[cfg(all())]
        let a = noisy("a");
        #[cfg(any())]
        drop(n);
        io("x").await + look(&a) + n
    })
}

#[async_trait::async_trait]
trait Trades {
    async fn trade(self: Box<Self>, n: usize) -> usize;
}

#[async_trait::async_trait]
impl Trades for Shop {
    #[machine]
    async fn trade(self: Box<Self>, n: usize) -> usize {
        #[cfg(any())]
        no_such_function();
        #[cfg(all())]
        let n = n + 1;
        n
    }
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(cfg_statements: Explicit, cfg_statements()),
        case!(cfg_moves_in_one_of_two: Explicit, cfg_moves_in_one_of_two(noisy("value"))),
        case!(cfg_blocks: Explicit, cfg_blocks()),
        case!(cfg_tail_of_two: Explicit, cfg_tail_of_two()),
        case!(cfg_tail_removed: Explicit, cfg_tail_removed()),
        case!(cfg_return_or_tail: Explicit, cfg_return_or_tail(3)),
        case!(cfg_arms: Explicit, cfg_arms()),
        case!(cfg_fields: Explicit, cfg_fields()),
        case!(cfg_arguments: Explicit, cfg_arguments()),
        case!(cfg_parameters: Explicit, cfg_parameters(
            noisy("a"),
            Pair { first: noisy("first"), second: 2 }
        )),
        case!(cfg_in_closures_and_blocks: Explicit, cfg_in_closures_and_blocks()),
        case!(cfg_items: Explicit, cfg_items()),
        case!(cfg_attrs: Explicit, cfg_attrs(noisy("unused"))),
        case!(cfg_question: Explicit, cfg_question()),
        case!(cfg_loops: Explicit, cfg_loops()),
        case!(lint_attributes: Explicit, lint_attributes()),
        case!(cfg_method: Explicit, async {
            let mut shop = Shop(noisy("shop"));
            observed!(shop.cfg_method(3)).await
        }),
        case!(sell: Explicit, async {
            let shop = Shop(noisy("shop"));
            observed!(shop.sell()).await
        }),
        case!(cfg_boxed: Compiler, cfg_boxed(4)),
        case!(trade: Explicit, Box::new(Shop(noisy("shop"))).trade(4)),
    ]
}
