//! Items, macros and names: what must not collide with what we write.

use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::io;
use visualize_future_tests::noisy::{look, noisy};
use visualize_future_tests::world::step;

use super::machine;

macro_rules! define {
    ($name:ident = $value:expr) => {
        let $name = $value;
    };
}

macro_rules! nothing {
    ($($tokens:tt)*) => {};
}

macro_rules! awaits {
    ($future:expr) => {
        $future.await + 1
    };
}

#[machine]
async fn inner_items() -> usize {
    const BASE: usize = 10;
    static NAMES: [&str; 2] = ["a", "bb"];
    #[derive(Debug)]
    struct Inner(usize);
    fn helper(n: usize) -> Inner {
        Inner(n + BASE)
    }
    let one = helper(io("x").await);
    use std::cmp::max;
    let two = max(one.0, 3);
    io("y").await;
    two + NAMES.len()
}

#[machine]
async fn inner_async_fn() -> usize {
    async fn inner(n: usize) -> usize {
        io("inner").await + n
    }
    inner(1).await + inner(2).await
}

#[machine]
async fn inner_of_same_name() -> usize {
    async fn inner_of_same_name(n: usize) -> usize {
        io("same").await + n
    }
    inner_of_same_name(5).await
}

#[machine]
async fn inner_machine() -> usize {
    #[machine]
    async fn innermost(n: usize) -> usize {
        io("innermost").await + n
    }
    innermost(1).await
}

#[machine]
async fn inner_macro() -> usize {
    macro_rules! twice {
        ($e:expr) => {
            $e + $e
        };
    }
    let n = twice!(3);
    io("x").await;
    twice!(n)
}

#[machine]
async fn macro_defines_name() -> usize {
    define!(a = noisy("a"));
    io("x").await;
    look(&a)
}

#[machine]
async fn await_in_unknown_macro() -> usize {
    let _a = noisy("a");
    let n = awaits!(io("hidden"));
    io("seen").await;
    n
}

#[machine]
async fn tokens_that_are_no_code() -> String {
    nothing!(this.await is not { code }.await);
    io("x").await;
    stringify!(a.await).replace(' ', "")
}

#[machine]
async fn colliding_names(state: usize, cx: usize) -> usize {
    let machine = 1;
    let frame = 2;
    let m = 3;
    let at = 4;
    let watch = 5;
    let this = 6;
    let original = 7;
    let hook = 8;
    let future = 9;
    let rt = 10;
    let __arg0 = 11;
    let awaitee = 12;
    let awaitee0 = 13;
    let poll = io("x").await;
    let waker = io("y").await;
    state
        + cx
        + machine
        + frame
        + m
        + at
        + watch
        + this
        + original
        + hook
        + future
        + rt
        + __arg0
        + awaitee
        + awaitee0
        + poll
        + waker
}

#[allow(non_camel_case_types, dead_code)]
#[machine]
async fn colliding_items() -> usize {
    struct Machine;
    struct This;
    struct Fields;
    struct Poll;
    struct Future;
    struct Option;
    enum Result {
        Ok,
        Err,
    }
    const MACHINE: usize = 5;
    fn here() -> usize {
        6
    }
    mod rt {}
    mod std {}
    mod core {}
    mod visualize_future {}
    let _ = (
        Machine,
        This,
        Fields,
        Poll,
        Future,
        Option,
        Result::Ok,
        Result::Err,
    );
    let n = io("x").await;
    here() + MACHINE + n
}

#[machine]
async fn colliding_type_parameters<A, B, S, F, R, X, Awaitee0>(
    values: (A, B, S, F, R, X, Awaitee0),
) -> usize {
    io("x").await;
    let (_, _, _s, ..) = values;
    io("y").await;
    size_of_values::<(A, B, S, F, R, X, Awaitee0)>()
}

fn size_of_values<T>() -> usize {
    std::mem::size_of::<T>()
}

/// A documented function, with lints of its own.
#[machine]
#[allow(unused_variables, clippy::no_effect_underscore_binding)]
#[must_use]
#[inline]
async fn attributes_below() -> usize {
    let unused = noisy("unused");
    #[allow(unused_mut)]
    let mut n = io("x").await;
    n
}

#[inline]
#[allow(clippy::unused_async)]
#[machine]
async fn attributes_above() -> usize {
    step("no await");
    1
}

#[machine]
async fn hygiene_of_loops() -> usize {
    let mut turns = 0;
    'a: loop {
        'b: loop {
            io("x").await;
            turns += 1;
            if turns > 2 {
                break 'a;
            }
            if turns > 1 {
                break 'b;
            }
        }
        step("b");
    }
    turns
}

#[machine]
async fn closures_and_blocks() -> usize {
    let call = |n: usize| {
        if n > 2 {
            return 1;
        }
        n
    };
    let later = async {
        if call(5) == 1 {
            return 4_usize;
        }
        io("later").await
    };
    io("x").await;
    let m = later.await;
    for i in 0..2 {
        let step_in = || -> usize {
            for j in 0..3 {
                if j == i {
                    return j;
                }
            }
            9
        };
        io("y").await;
        step(step_in().to_string());
    }
    m
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(colliding_names: Explicit, colliding_names(1, 2)),
        case!(inner_items: Explicit, inner_items()),
        case!(inner_async_fn: Explicit, inner_async_fn()),
        case!(inner_of_same_name: Compiler, inner_of_same_name()),
        case!(inner_machine: Explicit, inner_machine()),
        case!(inner_macro: Compiler, inner_macro()),
        case!(macro_defines_name: Compiler, macro_defines_name()),
        case!(await_in_unknown_macro: Explicit, await_in_unknown_macro()),
        case!(tokens_that_are_no_code: Explicit, tokens_that_are_no_code()),
        case!(colliding_items: Explicit, colliding_items()),
        case!(colliding_type_parameters: Compiler, colliding_type_parameters((1_u8, 2_u16, (), 'c', "x", 0_u64, 1_i8))),
        case!(attributes_below: Explicit, attributes_below()),
        case!(attributes_above: Explicit, attributes_above()),
        case!(hygiene_of_loops: Explicit, hygiene_of_loops()),
        case!(closures_and_blocks: Compiler, closures_and_blocks()),
    ]
}
