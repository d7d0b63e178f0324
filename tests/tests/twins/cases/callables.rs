//! Closures, callers and what can be awaited.

use std::fmt::{Debug, Display};
use std::future::{Future, IntoFuture};
use std::panic::Location;
use std::pin::Pin;

use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::{Failure, Io, fallible, io, io_of};
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::{flag, step};

use super::machine;

struct Request {
    name: Noisy,
}

impl IntoFuture for Request {
    type Output = usize;
    type IntoFuture = Io<usize>;

    fn into_future(self) -> Io<usize> {
        step("into_future");
        io_of("request", look(&self.name))
    }
}

#[track_caller]
fn here(what: &str) -> u32 {
    let place = Location::caller();
    step(format!("{what} at {}:{}", place.line(), place.column()));
    place.column()
}

#[track_caller]
fn here_later(n: usize) -> Io<usize> {
    here("later");
    io_of("later", n)
}

#[machine]
async fn awaits_what_becomes_a_future() -> usize {
    let request = Request {
        name: noisy("kept"),
    };
    io("x").await;
    let n = request.await;
    n + Request {
        name: noisy("temporary"),
    }
    .await
}

#[machine]
async fn callers_are_told() -> usize {
    let first = here("body");
    let second = here("argument") + here_later(3).await as u32;
    let closure = |n: u32| n + here("closure");
    let third = io_of("x", closure(second)).await + here("operand");
    let place = Location::caller();
    step(format!("{}:{}", place.line(), place.column()));
    if here("condition") > 3 {
        here_later(1).await;
    }
    let nested = async { here("nested") + io("y").await as u32 };
    (first + third + nested.await) as usize
}

#[machine]
async fn callers_in_parts() -> usize {
    let mut all = vec![here("list"), here("list")];
    all[here("index") as usize % 2] += here_later(2).await as u32;
    let text = format!("{}", here("format"));
    match here("scrutinee") {
        n if here("guard") > 1 => n as usize + here_later(4).await + text.len(),
        _ => 0,
    }
}

#[machine]
async fn async_closures() -> usize {
    let kept = noisy("kept");
    let borrows = async |n: usize| look(&kept) + io_of("in closure", n).await;
    let n = borrows(1).await + borrows(2).await;
    let mut count = 0;
    let mut counts = async || {
        count += io("counted").await;
    };
    counts().await;
    counts().await;
    let takes = async move || kept.consume() + io("taken").await;
    n + takes().await + count
}

#[machine]
async fn calls_async_closures<F, G>(call: F, mut count: G) -> usize
where
    F: AsyncFn(&str) -> usize,
    G: AsyncFnMut(usize),
{
    let n = call("text").await;
    count(n).await;
    io("between").await;
    count(call("other").await).await;
    n
}

#[machine]
async fn calls_once(call: impl AsyncFnOnce(Noisy) -> usize) -> usize {
    let given = noisy("given");
    io("before").await;
    let n = call(given).await;
    io("behind").await + n
}

#[machine]
async fn called_by_a_closure(given: Noisy, n: usize) -> usize {
    io("called").await;
    look(&given) + n
}

#[machine]
async fn closures_call_machines() -> usize {
    let call = async |n: usize| called_by_a_closure(noisy("argument"), n).await + 1;
    let n = call(2).await;
    let boxed: Box<dyn Fn(usize) -> Pin<Box<dyn Future<Output = usize>>>> =
        Box::new(|n| Box::pin(called_by_a_closure(noisy("boxed"), n)));
    n + boxed(n).await
}

fn double(n: usize) -> usize {
    n * 2
}

fn triple(n: usize) -> usize {
    n * 3
}

#[machine]
async fn function_pointers() -> fn(usize) -> usize {
    let list: [fn(usize) -> usize; 3] = [double, triple, |n| n + 1];
    let n = io("x").await;
    let chosen = if flag() { double } else { triple };
    io_of("y", list[n](chosen(n))).await;
    match n {
        1 if flag() => double,
        2 => |n| n,
        _ => triple,
    }
}

#[machine]
async fn dyn_output(loud: bool) -> Box<dyn Display + Send> {
    let n = io("x").await;
    if loud {
        return Box::new("loud");
    }
    let text: &dyn Debug = &n;
    io("y").await;
    Box::new(format!("{text:?}"))
}

#[machine]
async fn slice_output<'a>(all: &'a [Noisy; 3], none: &'a [Noisy; 0]) -> &'a [Noisy] {
    io("x").await;
    if flag() {
        return none;
    }
    io("y").await;
    all
}

#[machine]
async fn borrowed_dyn<'a>(
    one: &'a usize,
    two: &'a str,
) -> Result<&'a (dyn Display + Sync), Failure> {
    if fallible("x").await? > 3 {
        return Ok(&two.as_bytes()[0]);
    }
    io("y").await;
    Ok(one)
}

#[machine]
async fn boxed_for_any<F>(call: F) -> usize
where
    F: for<'a> Fn(&'a Noisy) -> Pin<Box<dyn Future<Output = &'a str> + 'a>>,
{
    let a = noisy("a");
    let n = call(&a).await.len();
    io("x").await;
    let b = noisy("bb");
    n + call(&b).await.len() + look(&a)
}

#[machine]
async fn iterates_any<T>(all: T) -> usize
where
    for<'a> &'a T: IntoIterator<Item = &'a Noisy>,
{
    let mut sum = 0;
    for one in &all {
        sum += look(one) + io("turn").await;
    }
    sum + (&all).into_iter().count()
}

#[machine]
async fn several_opaque() -> (impl Fn(usize) -> usize, Option<impl Debug>) {
    let kept = noisy("kept");
    let n = io("x").await;
    (move |m: usize| look(&kept) + m + n, Some(n))
}

#[machine]
async fn closure_chain(given: Noisy) -> usize {
    let add = |n: usize| move |m: usize| n + m;
    let call = add(io("x").await);
    let mut total = 0;
    let mut sum = |n: usize| total += n;
    sum(call(1));
    sum(look(&given));
    io("y").await;
    let take = move || given.consume();
    io("z").await;
    take() + total
}

#[machine]
async fn constants_in_bodies<const N: usize>() -> usize {
    const BASE: usize = 3;
    let list = [const { BASE * 2 }; N];
    let none: [Option<Noisy>; 2] = [const { None }; 2];
    io("x").await;
    list.len() + list[0] + none.len()
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(awaits_what_becomes_a_future: Since2024, awaits_what_becomes_a_future()),
        case!(callers_are_told: Since2024, callers_are_told()),
        case!(callers_in_parts: Since2024, callers_in_parts()),
        case!(async_closures: Since2024, async_closures()),
        case!(calls_async_closures: Explicit, async {
            let kept = noisy("kept");
            let mut all = Vec::new();
            let call = async |text: &str| look(&kept) + io_of("call", text.len()).await;
            let n = calls_async_closures(call, async |n| all.push(io_of("count", n).await)).await;
            (n, all)
        }),
        case!(calls_once: Explicit, calls_once(async |given: Noisy| {
            io("once").await;
            given.consume()
        })),
        case!(called_by_a_closure: Explicit, called_by_a_closure(noisy("given"), 1)),
        case!(closures_call_machines: Since2024, closures_call_machines()),
        case!(function_pointers: Explicit, async { function_pointers().await(4) }),
        case!(dyn_output: Explicit, async {
            let loud = flag();
            dyn_output(loud).await.to_string()
        }),
        case!(slice_output: Explicit, async {
            slice_output(&[noisy("a"), noisy("b"), noisy("c")], &[]).await.len()
        }),
        case!(borrowed_dyn: Explicit, async {
            borrowed_dyn(&3, "two").await.map(|shown| shown.to_string())
        }),
        case!(boxed_for_any: Since2024, boxed_for_any(|given| {
            Box::pin(async move {
                io("any").await;
                given.name()
            })
        })),
        case!(iterates_any: Explicit, iterates_any(vec![noisy("a"), noisy("b")])),
        case!(several_opaque: Explicit, async {
            let (call, shown) = several_opaque().await;
            format!("{} {shown:?}", call(2))
        }),
        case!(closure_chain: Explicit, closure_chain(noisy("given"))),
        case!(constants_in_bodies: Explicit, constants_in_bodies::<4>()),
    ]
}
