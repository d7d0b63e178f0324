//! Annotated functions under every lint that a careful crate may turn on: the attribute must
//! not add one warning. With the feature `plain` the same functions are compiled without it.

use std::fmt::Display;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

#[cfg(not(feature = "plain"))]
use visualize_future::visualize_future;

/// An error.
#[derive(Debug)]
#[non_exhaustive]
pub struct Failed;

impl Display for Failed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("failed")
    }
}

impl std::error::Error for Failed {}

/// Something to await.
async fn io(n: usize) -> usize {
    core::future::ready(n).await
}

/// May fail.
async fn fallible(n: usize) -> Result<usize, Failed> {
    if io(n).await > 3 { Err(Failed) } else { Ok(n) }
}

/// Nothing but awaits.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn straight_line(n: usize) -> usize {
    let first = io(n).await;
    let second = io(first).await;
    first.wrapping_add(second)
}

/// No await at all, and no use of a parameter but its own.
///
/// # Errors
/// If it fails.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn early_exit(n: usize) -> Result<usize, Failed> {
    let first = fallible(n).await?;
    if first > 2 {
        return Err(Failed);
    }
    let second = fallible(first).await?;
    Ok(second)
}

/// With all that the trace can be told.
#[cfg_attr(
    not(feature = "plain"),
    visualize_future(target = "lints", level = "debug", fields(twice = n.wrapping_mul(2)))
)]
pub async fn told(n: usize) -> usize {
    io(n).await
}

/// Borrows from itself.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn self_reference() -> usize {
    let x = [0_u8; 16];
    let y = &x;
    let n = io(1).await;
    y.len().wrapping_add(n)
}

/// Borrows from its caller.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn borrows<'a>(text: &'a str, out: &mut Vec<String>) -> &'a str {
    out.push(text.to_owned());
    let n = io(0).await;
    text.get(n..).unwrap_or(text)
}

/// Loops.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn loops(all: &[usize]) -> usize {
    let mut sum = 0_usize;
    for &one in all {
        if one == 7 {
            continue;
        }
        sum = sum.wrapping_add(io(one).await);
    }
    while sum > 100 {
        sum = io(sum.wrapping_sub(100)).await;
    }
    loop {
        if io(sum).await > 3 {
            break sum;
        }
        sum = sum.wrapping_add(1);
    }
}

/// Branches.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn branches(n: Option<usize>) -> String {
    match n {
        Some(0) => String::new(),
        Some(n) if n > 3 => {
            let m = io(n).await;
            m.to_string()
        }
        Some(_) | None => {
            if io(3).await > 2 {
                "more".to_owned()
            } else {
                "less".to_owned()
            }
        }
    }
}

/// Takes patterns.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn patterns((a, _): (usize, usize), [b, _]: [usize; 2], _: usize, mut c: usize) -> usize {
    c = c.wrapping_add(io(a).await);
    b.wrapping_add(c)
}

/// Is generic.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn generic<T, const N: usize>(value: T, many: [T; N]) -> String
where
    T: Display + Send + Sync,
{
    let n = io(N).await;
    let mut out = format!("{n}{value}");
    for one in &many {
        out.push_str(&one.to_string());
        io(1).await;
    }
    out
}

/// Takes and gives `impl Trait`.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn impl_trait(text: impl Display + Send) -> impl Display {
    let n = io(3).await;
    format!("{text}{n}")
}

/// Holds a guard for a moment.
///
/// # Panics
/// If the lock is poisoned.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn guard(lock: &Mutex<usize>) -> usize {
    let n = {
        let held = lock.lock().unwrap();
        *held
    };
    io(n).await
}

/// Boxes itself.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn recursion(n: usize) -> usize {
    if n == 0 {
        return io(0).await;
    }
    Box::pin(recursion(n.wrapping_sub(1))).await
}

/// Awaits a parameter.
#[must_use = "a reason of one's own"]
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn awaits_parameter<F>(future: F) -> usize
where
    F: Future<Output = usize> + Send,
{
    future.await
}

/// Awaits among the tokens of macros.
///
/// # Panics
/// If numbers are wrong.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn macros() -> String {
    assert_eq!(io(1).await, 1, "one is one");
    format!("{} {}", io(2).await, io(3).await)
}

/// A receiver.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Shop {
    /// What is there.
    pub stock: Vec<String>,
}

impl Shop {
    /// Counts.
    #[cfg_attr(not(feature = "plain"), visualize_future)]
    pub async fn count(&self) -> usize {
        io(self.stock.len()).await
    }

    /// Adds.
    #[cfg_attr(not(feature = "plain"), visualize_future)]
    pub async fn add(&mut self, name: &str) -> &mut Self {
        let n = io(1).await;
        self.stock.push(name.repeat(n));
        self
    }

    /// Ends.
    #[cfg_attr(not(feature = "plain"), visualize_future)]
    pub async fn close(self) -> Vec<String> {
        io(0).await;
        self.stock
    }

    /// Shares.
    #[cfg_attr(not(feature = "plain"), visualize_future)]
    pub async fn share(self: Arc<Self>, other: Pin<Box<Self>>) -> usize {
        let n = io(other.stock.len()).await;
        n.wrapping_add(self.stock.len())
    }
}

/// A trait with an async method.
pub trait Named {
    /// Names.
    fn name(&self, n: usize) -> impl Future<Output = String> + Send;
}

impl Named for Shop {
    #[cfg_attr(not(feature = "plain"), visualize_future)]
    async fn name(&self, n: usize) -> String {
        let m = io(n).await;
        format!("{m}")
    }
}

/// Has parts that exist or not.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn conditional(#[cfg(not(windows))] n: usize, #[cfg(windows)] n: u64) -> usize {
    #[cfg(not(windows))]
    let first = io(n).await;
    #[cfg(windows)]
    let first = io(n.to_string().len()).await;
    #[cfg(any(windows, not(unix)))]
    {
        #[cfg(windows)]
        io(first).await;
    }
    match io(first).await {
        #[cfg(unix)]
        3 => io(4).await,
        other => other,
    }
}

/// Allows here and there what is denied.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn allows(#[allow(unused_variables)] unused: usize, n: usize) -> u128 {
    #[allow(clippy::no_effect_underscore_binding)]
    let _n = io(n).await;
    #[expect(clippy::shadow_unrelated, reason = "to see it")]
    let n = io(3).await;
    #[allow(clippy::as_conversions, clippy::cast_lossless)]
    let long = io(n).await as u128;
    #[allow(clippy::str_to_string)]
    {
        #[expect(unused_mut, unused_variables)]
        let mut never = io(1).await;
        #[cfg_attr(all(), allow(clippy::print_stdout))]
        let text = io("text".to_string().len()).await;
        long.wrapping_add(if text > 3 { 1 } else { 2 })
    }
}

/// Written by a macro, of fragments.
macro_rules! written {
    ($name:ident, $sum:expr_2021, $given:ident: $ty:ty, $literal:literal) => {
        /// A function of a macro.
        #[cfg_attr(not(feature = "plain"), visualize_future)]
        pub async fn $name($given: $ty) -> usize {
            let doubled = io($sum).await.wrapping_mul($literal);
            let sum = io(1).await;
            doubled.wrapping_add($sum.wrapping_mul(2)).wrapping_add(sum)
        }
    };
}

written!(of_fragments, given & 1, given: usize, 2);

/// Lints that the user expects, on a parameter and on a statement.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn expects(#[expect(unused_variables, reason = "a test")] unused: usize) -> usize {
    let number_of_a = io(1).await;
    let number_of_b = io(2).await;
    #[expect(unused_variables, reason = "a test")]
    let other = io(3).await;
    number_of_a.wrapping_add(number_of_b)
}

/// Attributes that rustc keeps for the function.
#[cfg_attr(not(feature = "plain"), visualize_future)]
#[inline]
#[cold]
#[must_use = "the number counts"]
#[doc(alias = "attrs")]
pub async fn attributes(n: usize) -> usize {
    io(n).await
}

/// Calls closures that wait.
#[cfg_attr(not(feature = "plain"), visualize_future)]
#[allow(
    clippy::future_not_send,
    reason = "the closure's future need not be `Send`"
)]
pub async fn async_closures(call: impl AsyncFn(usize) -> usize) -> usize {
    let twice = async |n: usize| call(n).await.wrapping_mul(2);
    let first = twice(1).await;
    first.wrapping_add(twice(first).await)
}

/// References to references, and what is awaited behind them.
#[cfg_attr(not(feature = "plain"), visualize_future)]
pub async fn references(text: &&str) -> usize {
    let own = text.to_string();
    let outer = &&own;
    let n = io(1).await;
    outer.len().wrapping_add(n)
}
