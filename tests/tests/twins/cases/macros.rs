//! Macros whose arguments are known.

#![allow(
    clippy::redundant_closure_call,
    clippy::redundant_pattern_matching,
    clippy::vec_init_then_push
)]

use std::pin::{Pin, pin};
use std::task::Poll;

use futures::StreamExt;
use futures::future::{Fuse, FusedFuture, FutureExt};
use serde_json::{Value, json};
use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::{Failure, Io, fallible, io, io_of, io_pending};
use visualize_future_tests::noisy::{Noisy, noisy};

use super::machine;

/// As `doc!` of the crate `bson`: values are converted, and moved for that.
macro_rules! doc {
    (@object $object:ident () () ()) => {};
    (@object $object:ident [$($key:tt)+] ($value:expr) , $($rest:tt)*) => {
        $object.push((($($key)+).to_string(), $value));
        doc!(@object $object () ($($rest)*) ($($rest)*));
    };
    (@object $object:ident [$($key:tt)+] ($value:expr)) => {
        $object.push((($($key)+).to_string(), $value));
    };
    (@object $object:ident ($($key:tt)+) (: null $($rest:tt)*) $copy:tt) => {
        doc!(@object $object [$($key)+] (0) $($rest)*);
    };
    (@object $object:ident ($($key:tt)+) (: {$($map:tt)*} $($rest:tt)*) $copy:tt) => {
        doc!(@object $object [$($key)+] (doc!($($map)*).len()) $($rest)*);
    };
    (@object $object:ident ($($key:tt)+) (: $value:expr , $($rest:tt)*) $copy:tt) => {
        doc!(@object $object [$($key)+] (doc_value($value)) , $($rest)*);
    };
    (@object $object:ident ($($key:tt)+) (: $value:expr) $copy:tt) => {
        doc!(@object $object [$($key)+] (doc_value($value)));
    };
    (@object $object:ident ($($key:tt)*) ($tt:tt $($rest:tt)*) $copy:tt) => {
        doc!(@object $object ($($key)* $tt) ($($rest)*) ($($rest)*));
    };
    ($($tt:tt)*) => {{
        let mut object: Vec<(String, usize)> = Vec::new();
        doc!(@object object () ($($tt)*) ($($tt)*));
        object
    }};
}

fn doc_value(value: impl Into<Part>) -> usize {
    value.into().0
}

struct Part(usize);

impl From<Noisy> for Part {
    fn from(value: Noisy) -> Self {
        Part(value.look())
    }
}

impl From<usize> for Part {
    fn from(value: usize) -> Self {
        Part(value)
    }
}

/// As the macro of the crate of that name.
macro_rules! assert_matches {
    ($value:expr, $($pattern:pat_param)|+ $(,)?) => {
        match $value {
            $($pattern)|+ => (),
            ref other => panic!("{:?} does not match {}", other, stringify!($($pattern)|+)),
        }
    };
    ($value:expr, $($pattern:pat_param)|+, $($message:tt)+) => {
        match $value {
            $($pattern)|+ => (),
            ref other => panic!(
                "{:?} does not match {}: {}",
                other,
                stringify!($($pattern)|+),
                format_args!($($message)+),
            ),
        }
    };
}

#[machine]
async fn matched_place() -> bool {
    let a = Some(noisy("a"));
    io("x").await;
    let some = matches!(a, Some(_));
    io("y").await;
    some && matches!(&a, Some(a) if a.look() > 0)
}

#[machine]
async fn matched_moves() -> bool {
    let a = Some(noisy("a"));
    let b = noisy("b");
    io("x").await;
    let some = matches!(a, Some(n) if n.look() == b.look());
    io("y").await;
    some
}

#[machine]
async fn matched_await() -> Result<bool, Failure> {
    let a = noisy("a");
    if matches!(io("x").await, 1 | 2) {
        return Ok(false);
    }
    let nested = matches!(fallible("y").await, Ok(n) if n > a.look());
    let early = matches!(fallible("zz").await?, 2..=9,);
    Ok(assert_nested(nested, early).await)
}

#[machine]
async fn assert_nested(one: bool, two: bool) -> bool {
    let a = Some(noisy("a"));
    io("x").await;
    assert!(matches!(a, Some(_)) || one || two);
    debug_assert!(!matches!(a, None));
    io("y").await;
    one
}

#[machine]
async fn matched_temporary() -> usize {
    let a = noisy("a");
    if matches!(io_of("x", noisy("x")).await.look(), 0..=9) {
        io("inside").await;
    }
    let text = Some(String::from("text"));
    let known = matches!(io_of("y", text).await.as_deref(), Some("text" | "other"));
    let other =
        !matches!(noisy("b").look(), 7) && matches!(io_of("c", noisy("c")).await.name(), "c");
    io("z").await;
    usize::from(known && other) + a.look()
}

struct Place {
    state: Option<Noisy>,
    n: usize,
}

impl Place {
    #[machine]
    async fn looks_at_itself(&mut self) -> Result<Value, Failure> {
        if matches!(self.state, None) || matches!(&mut self.state, Some(a) if a.touched() > 9) {
            return Err(Failure("no state"));
        }
        let body = json!({ "n": self.n, "list": [self.n + fallible("x").await?] });
        assert_matches!(self.state, Some(_), "{}", self.n);
        self.n += 1;
        let answer = io_of("y", json!({ "body": &body, "again": body, "n": self.n })).await;
        tokio::select! {
            biased;
            n = io("z") => self.n += n,
            r = fallible("w"), if self.n > 1 => self.n = r?,
        }
        Ok(answer)
    }
}

#[machine]
async fn matched_in_condition() -> usize {
    let mut n = 0;
    while matches!(io_of("more", n).await, 0..=2) {
        let a = noisy("a");
        if !matches!(n, 1) {
            io("one").await;
        }
        n += a.look();
    }
    n
}

#[machine]
async fn asserted_matches() -> usize {
    let a = Some(noisy("a"));
    let n = 3;
    io("x").await;
    assert_matches!(a, Some(_));
    assert_matches!(n, 0..=9, "of {n}");
    assert_matches!(fallible("y").await, Ok(1) | Err(Failure(_)), "behind {}", n);
    io("z").await;
    a.map_or(0, |a| a.look())
}

#[machine]
async fn asserted_wrongly() -> usize {
    let a = Some(noisy("a"));
    io("x").await;
    assert_matches!(
        a.as_ref().map(Noisy::look),
        None | Some(7),
        "{}",
        io("y").await
    );
    io("z").await;
    1
}

#[machine]
async fn json_borrows() -> (Value, Value) {
    let name = String::from("name");
    let all = vec![1, 2];
    let number = 3;
    io("x").await;
    let value = json!({
        "name": name,
        "all": all,
        "nested": { "list": [number, null, true, [name.len()], number + 1], "none": null },
    });
    io("y").await;
    (value, json!([name, all]))
}

#[machine]
async fn json_awaits() -> Result<Value, Failure> {
    let a = noisy("a");
    let value = json!({
        "a": a.look(),
        "x": fallible("x").await?,
        "list": [io("y").await, { "z": fallible("z").await?, "f": (|| Noisy::look(&a))() }],
    });
    io("after").await;
    Ok(value)
}

#[machine]
async fn json_escapes() -> Result<Value, Failure> {
    let a = noisy("a");
    io("x").await;
    let b = noisy("b");
    let value = json!([fallible("y").await?, { "b": b.look(), "early": match a.look() {
        0 => return Err(Failure("none")),
        n => n,
    } }]);
    io("z").await;
    Ok(value)
}

#[machine]
async fn json_scalar() -> Value {
    let name = String::from("name");
    io("x").await;
    let value = json!(name);
    io_of("y", json!(value)).await
}

#[machine]
async fn json_in_loop() -> usize {
    let name = String::from("name");
    let mut all = Vec::new();
    for n in 0..3_usize {
        io("x").await;
        all.push(json!({ "name": name, "n": if n == 2 { break } else { n } }));
    }
    all.len()
}

#[machine]
async fn doc_moves() -> usize {
    let a = noisy("a");
    let b = noisy("b");
    let c = noisy("c");
    io("x").await;
    let doc = doc! { "a": a, "none": null, "inner": { "b": b, }, "len": c.look() };
    io("y").await;
    doc.len() + c.look()
}

#[machine]
async fn doc_awaits() -> Result<usize, Failure> {
    let a = noisy("a");
    let doc = doc! { "a": a, "x": fallible("x").await?, "y": io("y").await };
    io("z").await;
    Ok(doc.len())
}

#[machine]
async fn spans() -> usize {
    let a = noisy("a");
    let n = 3;
    io("x").await;
    let span = tracing::info_span!("{n}", n, look = a.look(), name = %a.name(), empty = tracing::field::Empty);
    let other = tracing::span!(parent: &span, tracing::Level::DEBUG, "other", ?n);
    io("y").await;
    let entered = other.entered();
    tracing::event!(tracing::Level::INFO, n, "looked at {n} and {}", a.look());
    tracing::event!(target: "there", tracing::Level::WARN, a = a.look());
    drop(entered);
    io("z").await;
    drop(span);
    a.look()
}

#[machine]
async fn raw_names() -> String {
    let r#type = io("x").await + 1;
    let r#plain = 2;
    let width = 4;
    io("y").await;
    let text = format!("{type} {plain:width$} {:?}", r#type);
    io("z").await;
    text
}

struct Named(&'static str);

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl Named {
    #[machine]
    async fn capture_self(&self) -> String {
        io("x").await;
        let text = format!("{self} {}", self.0);
        io("y").await;
        text
    }
}

#[machine]
async fn joined() -> usize {
    let a = noisy("a");
    let left = io("left");
    let (x, y) = tokio::join!(left, async {
        io("inner").await;
        Noisy::look(&a)
    });
    io("after").await;
    let b = noisy("b");
    let (z,) = futures::join!(io_of("b", b));
    x + y + z.look()
}

#[machine]
async fn tried() -> Result<usize, Failure> {
    let a = noisy("a");
    let (x, y) = tokio::try_join!(fallible("x"), fallible("yy"))?;
    io("after").await;
    let both = futures::try_join!(fallible("z"), fallible("u"));
    Ok(x + y + a.look() + both?.0)
}

#[machine]
async fn selected_in_loop() -> Result<usize, Failure> {
    let a = noisy("a");
    let mut sum = 0;
    let mut first = io_pending("first", 2, 5);
    let mut done = false;
    loop {
        let b = noisy("b");
        tokio::select! {
            biased;
            n = &mut first, if !done => {
                done = true;
                sum += n;
                continue;
            }
            Ok(n) = fallible("xyz") => {
                sum += n + b.look();
                io("handler").await;
                if done { break }
            }
            Err(failure) = fallible("w") => return Err(failure),
            else => {
                fallible("otherwise").await?;
            }
        }
        sum += 1;
    }
    io("after").await;
    Ok(sum + a.look())
}

#[machine]
async fn selected_breaks() -> usize {
    let a = noisy("a");
    let mut one = io_pending("one", 1, 5);
    let n = loop {
        let b = noisy("b");
        tokio::select! {
            biased;
            n = &mut one => break n + b.look(),
            _ = io("two") => continue,
        };
    };
    io("after").await;
    n + a.look()
}

#[machine]
async fn selected_moves() -> usize {
    let a = noisy("a");
    let b = noisy("b");
    let n = tokio::select! {
        biased;
        n = io_pending("one", 1, 1) => n + a.consume(),
        n = io_pending("two", 1, 2) => {
            io("handler").await;
            n + b.consume()
        }
    };
    io("after").await;
    n
}

#[machine]
async fn selected_fused() -> usize {
    let mut one = io_pending("one", 1, 1).fuse();
    let mut two = io_pending("two", 2, 2).fuse();
    let mut sum = 0;
    loop {
        futures::select_biased! {
            n = one => sum += n,
            n = two => {
                io("handler").await;
                sum += n;
            }
            complete => break,
        }
    }
    sum
}

#[machine]
async fn selected_default() -> usize {
    let one: Fuse<Io<usize>> = io_pending("one", 1, 1).fuse();
    let mut one = one;
    let n = futures::select_biased! {
        n = one => n,
        default => io("default").await,
    };
    io("after").await;
    n + usize::from(one.is_terminated())
}

#[machine]
async fn polled() -> Result<usize, Failure> {
    let a = noisy("a");
    let mut one = pin!(io_pending("one", 1, 1));
    let first = futures::poll!(one.as_mut()).is_ready();
    assert!(!first || matches!(futures::poll!(io("x")), Poll::Ready(1)));
    let text = format!("{:?}", futures::poll!(one.as_mut()));
    assert_eq!(tokio::join!(io("left"), io("right")), (4, 5), "{text}");
    if let Poll::Ready(n) = futures::poll!(&mut fallible("other")) {
        return Ok(n? + a.look());
    }
    let made = futures::poll!(io_of("made", io_pending("inner", 1, 2)).await);
    Ok(match made {
        Poll::Ready(n) => n,
        Poll::Pending => io("last").await,
    })
}

#[machine]
async fn selected_value() -> Result<String, Failure> {
    let a = noisy("a");
    let b = noisy("b");
    let text = format!(
        "{} {}",
        a.look(),
        tokio::select! {
            biased;
            Ok(n) | Err(Failure(n)) = async { fallible("left").await.map(|_| "fine") } => n.len(),
            pinned = io_of("right", noisy("right")) => {
                let c = noisy("c");
                let n = tokio::select! {
                    biased;
                    n = io_pending("inner", 1, 1) => n + pinned.look(),
                    n = fallible("other") => n? + c.look(),
                };
                drop(b);
                n
            }
        },
    );
    io("after").await;
    Ok(text)
}

#[machine]
async fn selected_in_tail(flag: bool) -> usize {
    let a = noisy("a");
    tokio::select! {
        biased;
        () = std::future::ready(()), if flag => 1,
        n = io_of("x", &a) => n.look(),
    }
}

#[machine]
async fn joined_leaves() -> usize {
    let mut n = 0;
    'outer: for round in 0..3_usize {
        let a = noisy("a");
        for _ in 0..2 {
            let (x, y) = tokio::join!(
                io("x"),
                match round {
                    2 => break 'outer,
                    1 => continue 'outer,
                    _ => io("y"),
                }
            );
            n += x + y + a.look();
        }
    }
    n
}

#[machine]
async fn pinned_in_expression() -> usize {
    let a = noisy("a");
    let n = pin!(async {
        io("inner").await;
        1
    })
    .await;
    let m = futures::future::select(pin!(io("x")), pin!(io("y")))
        .await
        .factor_first()
        .0;
    n + m + a.look()
}

#[machine]
async fn pinned_in_block() -> usize {
    let a = noisy("a");
    let block = async move {
        let b = noisy("b");
        let inner = pin!(io("x"));
        tokio::pin! {
            let other = io("other");
        }
        let n = inner.await + other.await;
        assert!(matches!(n, 1..=9));
        n + b.look() + a.look()
    };
    tokio::pin!(block);
    block.await
}

#[machine]
async fn pinned_in_loop() -> usize {
    let mut sum = 0;
    for n in 0..2_usize {
        let mut future = pin!(io_pending("each", 1, n));
        let _a = noisy("a");
        tokio::select! {
            biased;
            n = future.as_mut() => sum += n,
            n = io("other") => {
                sum += n;
                if n > 2 {
                    continue;
                }
                sum += future.await;
            }
        }
    }
    sum
}

#[machine]
async fn pinned_value() -> usize {
    let a = noisy("a");
    let mut inner = pin!(async {
        let b = noisy("b");
        io("inner").await;
        Noisy::look(&a) + b.look()
    });
    let c = noisy("c");
    io("between").await;
    inner.as_mut().await + c.look()
}

#[machine]
async fn pinned_drops() -> usize {
    let a = noisy("a");
    let value = pin!(noisy("pinned"));
    let b = noisy("b");
    let value: Pin<&mut Noisy> = pin!(Noisy::clone(&value));
    io("x").await;
    value.look() + a.look() + b.look()
}

#[machine]
async fn pinned_stream(stream: impl futures::Stream<Item = Noisy>) -> usize {
    let mut sum = 0;
    tokio::pin!(stream);
    let mut other = pin!(futures::stream::iter(vec![1, 2]).then(|n| io_of("other", n)));
    while let Some(value) = stream.next().await {
        sum += value.look();
        if let Some(n) = other.next().await {
            sum += n;
        }
    }
    sum
}

fn each_noisy() -> impl futures::Stream<Item = Noisy> {
    let names = futures::stream::iter(vec!["a", "b"]);
    names.then(|name| io_of(name, noisy(name)))
}

#[machine]
async fn pinned_variables() -> usize {
    let a = noisy("a");
    let one = io_pending("one", 2, 1);
    let two = async {
        let b = noisy("b");
        io("inner").await;
        b.look()
    };
    tokio::pin!(one, two);
    let c = noisy("c");
    let n = futures::future::select(&mut one, &mut two)
        .await
        .factor_first()
        .0;
    io("between").await;
    drop(a);
    n + c.look()
}

#[machine]
async fn pinned_lets() -> usize {
    tokio::pin! {
        let one = io("one");
        let two = async { io("two").await + 1 };
    }
    let sum = (&mut one).await;
    sum + two.as_mut().await
}

#[machine]
async fn pinned_mut() -> usize {
    let value = noisy("value");
    let future = async {
        io("inner").await;
        Noisy::look(&value)
    };
    futures::pin_mut!(future);
    io("x").await;
    future.await
}

#[machine]
async fn pinned_awaited() -> usize {
    let value = pin!(io_of("made", noisy("value")).await);
    io("x").await;
    value.look()
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(matched_place: Explicit, matched_place()),
        // Types tell whether the value is moved.
        case!(matched_moves: Compiler, matched_moves()),
        case!(matched_await: Explicit, matched_await()),
        case!(assert_nested: Explicit, assert_nested(true, false)),
        // The value of the await leaks when the drop of its awaitee panics.
        case!(matched_temporary: Explicit, matched_temporary()).without_panics_in_drops(),
        case!(looks_at_itself: Explicit, async {
            let state = Some(noisy("state"));
            Place { state, n: 1 }.looks_at_itself().await
        }),
        case!(matched_in_condition: Explicit, matched_in_condition()),
        case!(asserted_matches: Explicit, asserted_matches()),
        case!(asserted_wrongly: Explicit, asserted_wrongly()),
        case!(json_borrows: Explicit, json_borrows()),
        case!(json_awaits: Explicit, json_awaits()),
        case!(json_escapes: Explicit, json_escapes()),
        case!(json_scalar: Explicit, json_scalar()),
        case!(json_in_loop: Explicit, json_in_loop()),
        case!(doc_moves: Explicit, doc_moves()),
        case!(doc_awaits: Explicit, doc_awaits()),
        case!(spans: Explicit, spans()),
        case!(raw_names: Explicit, raw_names()),
        case!(capture_self: Explicit, async { Named("me").capture_self().await }),
        case!(joined: Explicit, joined()),
        case!(tried: Explicit, tried()),
        case!(selected_in_loop: Explicit, selected_in_loop()),
        // How a statement ends has no room for the value of a loop.
        case!(selected_breaks: Explicit, selected_breaks()),
        case!(selected_moves: Explicit, selected_moves()),
        case!(selected_fused: Explicit, selected_fused()),
        case!(selected_default: Explicit, selected_default()),
        case!(polled: Explicit, polled()),
        case!(selected_value: Explicit, selected_value()),
        case!(selected_in_tail: Since2024, selected_in_tail(false)),
        case!(joined_leaves: Explicit, joined_leaves()),
        case!(pinned_in_expression: Explicit, pinned_in_expression()),
        case!(pinned_in_block: Explicit, pinned_in_block()),
        case!(pinned_in_loop: Explicit, pinned_in_loop()),
        case!(pinned_value: Explicit, pinned_value()),
        case!(pinned_drops: Explicit, pinned_drops()),
        case!(pinned_stream: Explicit, pinned_stream(each_noisy())),
        case!(pinned_variables: Explicit, pinned_variables()),
        case!(pinned_lets: Since2024, pinned_lets()),
        case!(pinned_mut: Explicit, pinned_mut()),
        // The value of the await leaks when the drop of its awaitee panics.
        case!(pinned_awaited: Explicit, pinned_awaited()).without_panics_in_drops(),
    ]
}
