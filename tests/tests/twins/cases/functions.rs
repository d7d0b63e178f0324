//! Signatures: generics, lifetimes, `impl Trait`, parameters of every kind.

use std::fmt::{Debug, Display};
use std::future::Future;
use std::pin::Pin;

use visualize_future_tests::case::Case;
use visualize_future_tests::io::{io, io_of};
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::{flag, step};
use visualize_future_tests::{case, observed};

use super::machine;

#[machine]
async fn generic<T: Clone + Debug>(value: T) -> (T, String) {
    let copy = value.clone();
    io("x").await;
    let shown = format!("{value:?}");
    io("y").await;
    (copy, shown)
}

#[machine]
async fn bounded<T, U>(value: T, other: U) -> String
where
    T: Display,
    U: IntoIterator,
    U::Item: Into<String>,
{
    let mut out = value.to_string();
    for item in other {
        io("x").await;
        out.push_str(&item.into());
    }
    out
}

#[machine]
async fn const_generic<const N: usize>(all: [Noisy; N]) -> usize {
    io("x").await;
    let mut sum = N;
    for one in &all {
        sum += look(&one);
        io("y").await;
    }
    sum
}

#[machine]
async fn impl_argument(value: impl Display, call: impl Fn(usize) -> usize) -> String {
    let n = io("x").await;
    format!("{value} {}", call(n))
}

#[machine]
async fn impl_result(n: usize) -> impl Iterator<Item = usize> + Debug {
    io("x").await;
    (0..n).map(double as fn(usize) -> usize)
}

fn double(n: usize) -> usize {
    n * 2
}

#[machine]
async fn dyn_parameter(shown: &dyn Display, boxed: Box<dyn FnOnce(usize) -> Noisy>) -> usize {
    let n = io("x").await;
    let made = boxed(n);
    io("y").await;
    look(&made) + shown.to_string().len()
}

#[machine]
async fn higher_ranked<F>(call: F) -> usize
where
    F: for<'a> Fn(&'a str) -> &'a str,
{
    let text = String::from("higher");
    io("x").await;
    call(&text).len()
}

#[machine]
async fn awaits_parameter<F: Future<Output = usize>>(future: F) -> usize {
    let _a = noisy("a");
    future.await + 1
}

#[machine]
async fn async_callback<F, Fut>(call: F) -> usize
where
    F: Fn(usize) -> Fut,
    Fut: Future<Output = usize>,
{
    let mut sum = 0;
    for n in 0..2 {
        sum += call(n).await;
    }
    sum
}

#[machine]
async fn named_lifetimes<'a, 'b: 'a>(first: &'a str, second: &'b str) -> &'a str {
    io("x").await;
    if flag() { first } else { second }
}

#[machine]
async fn underscore_lifetime(text: std::str::Chars<'_>) -> String {
    let mut out = String::new();
    for letter in text {
        io("x").await;
        out.push(letter);
    }
    out
}

#[machine]
async fn mut_parameter(mut n: usize, mut all: Vec<usize>) -> Vec<usize> {
    n += io("x").await;
    all.push(n);
    io("y").await;
    all.push(n);
    all
}

#[machine]
async fn cfg_parameter(
    a: usize,
    #[cfg(target_os = "none")] missing: NoSuchType,
    #[cfg(not(target_os = "none"))] b: usize,
) -> usize {
    #[cfg(target_os = "none")]
    let a = does_not_exist(missing).await;
    #[cfg(not(target_os = "none"))]
    let b = b + io("x").await;
    #[cfg(target_os = "none")]
    {
        io("never").await;
    }
    io("y").await;
    a + b
}

/// # Safety
/// None is needed.
#[machine]
async unsafe fn unsafe_function(n: usize) -> usize {
    io("x").await;
    n
}

#[machine]
async fn calls_unsafe(n: usize) -> usize {
    // SAFETY: the function needs nothing.
    unsafe { unsafe_function(n) }.await
}

#[machine]
async fn r#match(r#type: usize) -> usize {
    let r#loop = noisy("loop");
    let r#async = io("x").await;
    look(&r#loop) + r#async + r#type
}

#[machine]
async fn recursion(n: usize) -> usize {
    let _frame = noisy("frame");
    if n == 0 {
        return io("bottom").await;
    }
    let below: Pin<Box<dyn Future<Output = usize>>> = Box::pin(recursion(n - 1));
    below.await + n
}

#[machine]
async fn recursion_in_place(n: usize) -> usize {
    if n == 0 {
        return io("bottom").await;
    }
    Box::pin(recursion_in_place(n - 1)).await + n
}

#[machine]
async fn ping(n: usize) -> usize {
    if n == 0 {
        0
    } else {
        Box::pin(pong(n - 1)).await + 1
    }
}

#[machine]
async fn pong(n: usize) -> usize {
    io("pong").await;
    if n == 0 {
        0
    } else {
        Box::pin(ping(n - 1)).await + 10
    }
}

#[machine]
async fn unit_result() {
    io("x").await;
    step("end");
}

#[machine]
async fn zero_sized(nothing: (), marker: std::marker::PhantomData<Noisy>) -> usize {
    let unit = ();
    io("x").await;
    std::mem::size_of_val(&nothing) + std::mem::size_of_val(&marker) + std::mem::size_of_val(&unit)
}

#[repr(align(64))]
#[derive(Debug)]
struct Aligned(u8);

#[machine]
async fn over_aligned(a: u8) -> bool {
    let held = Aligned(a);
    let b = 1_u8;
    io("x").await;
    let aligned = (&raw const held).cast::<u8>() as usize % 64 == 0;
    io("y").await;
    aligned && held.0 == a && b == 1
}

#[machine]
async fn awaits_references(a: &mut (dyn Future<Output = usize> + Unpin)) -> usize {
    let n = (&mut *a).await;
    io("x").await;
    n
}

#[machine]
async fn lifetimes_left_out(
    first: impl Into<Option<&Noisy>>,
    call: impl Fn(&Noisy) -> usize,
    items: impl IntoIterator<Item = &mut Noisy>,
) -> usize {
    let n = io("x").await;
    let first = first.into().map_or(0, &call);
    let mut sum = n + first;
    for item in items {
        sum += item.change().look();
    }
    sum
}

#[machine]
async fn coerced_in_a_block(kept: Noisy) -> Result<Box<dyn Fn() -> usize>, ()> {
    let a = noisy("a");
    let n = io("x").await;
    {
        step(kept.name());
        Ok(Box::new(move || n + a.look()))
    }
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(lifetimes_left_out: Explicit, async {
            let (a, mut b) = (noisy("a"), [noisy("b"), noisy("c")]);
            lifetimes_left_out(&a, look, &mut b).await
        }),
        case!(coerced_in_a_block: Explicit, async { coerced_in_a_block(noisy("kept")).await.unwrap()() }),
        case!(generic: Explicit, generic("text")),
        case!(bounded: Explicit, bounded(1, vec!["a", "b"])),
        case!(const_generic: Explicit, const_generic([noisy("a"), noisy("bb")])),
        case!(impl_argument: Explicit, impl_argument("shown", |n| n + 1)),
        case!(impl_result: Explicit, impl_result(3)),
        case!(dyn_parameter: Explicit, async {
            observed!(dyn_parameter(&5, Box::new(|n| noisy(&n.to_string())))).await
        }),
        case!(higher_ranked: Explicit, higher_ranked(|text| &text[2..])),
        case!(awaits_parameter: Explicit, awaits_parameter(io("given"))),
        case!(async_callback: Explicit, async_callback(|n| io_of("callback", n))),
        case!(named_lifetimes: Explicit, named_lifetimes("a", "bb")),
        case!(underscore_lifetime: Explicit, underscore_lifetime("xy".chars())),
        case!(mut_parameter: Explicit, mut_parameter(1, vec![0])),
        case!(cfg_parameter: Explicit, cfg_parameter(1, 2)),
        // SAFETY: the function needs nothing.
        case!(unsafe_function: Compiler, unsafe { unsafe_function(3) }),
        case!(calls_unsafe: Explicit, calls_unsafe(4)),
        case!(r#match: Explicit, r#match(5)),
        case!(recursion: Explicit, recursion(2)),
        case!(recursion_in_place: Explicit, recursion_in_place(2)),
        case!(ping: Explicit, ping(3)),
        case!(pong: Explicit, pong(2)),
        case!(unit_result: Explicit, unit_result()),
        case!(zero_sized: Explicit, zero_sized((), std::marker::PhantomData)),
        case!(over_aligned: Explicit, over_aligned(9)),
        case!(awaits_references: Explicit, async {
            let mut inner = io("inner");
            observed!(awaits_references(&mut inner)).await
        }),
    ]
}
