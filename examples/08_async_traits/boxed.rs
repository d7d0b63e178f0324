//! The same trait so that it can be used through `dyn`.

use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use allocation_counter::measure;
use async_trait::async_trait;
use tokio::task::yield_now;
use visualize_future::visualize_future;
use visualize_future_examples::item_text;

use crate::native::{ADA, Ada, GRACE, Grace, dinner};

#[async_trait]
pub(crate) trait BoxedCook {
    async fn cook(&self) -> usize;
}

#[async_trait]
impl BoxedCook for Ada {
    #[visualize_future]
    async fn cook(&self) -> usize {
        yield_now().await;
        self.plates
    }
}

#[async_trait]
impl BoxedCook for Grace {
    #[visualize_future]
    async fn cook(&self) -> usize {
        let pot = [7_u64; 128];
        yield_now().await;
        // 1 for each plate, in a way that needs the pot after the `.await`.
        black_box(&pot).len() / 128 * self.plates
    }
}

/// There is one of this, for all cooks.
async fn dinner_of_any(cook: &dyn BoxedCook) -> usize {
    cook.cook().await
}

/// Shows what a call gives, and how large that is.
pub(crate) fn show() {
    let source = include_str!("boxed.rs");
    println!("{}", item_text("#[async_trait]", source));
    println!("{}", item_text("async fn dinner_of_any", source));
    let cooks: [(&str, &dyn BoxedCook); 2] = [("Ada", &ADA), ("Grace", &GRACE)];
    for (name, cook) in cooks {
        let future = cook.cook();
        let (pointer, in_the_box) = (size_of_val(&future), size_of_val(&*future));
        println!("{name:<5}  gives a pointer of {pointer} B to a future of {in_the_box:>4} B");
    }
    println!(
        "dinner_of_any(&ADA)    {} B",
        size_of_val(&dinner_of_any(&ADA))
    );
    println!(
        "dinner_of_any(&GRACE)  {} B",
        size_of_val(&dinner_of_any(&GRACE))
    );
}

/// Shows what is allocated for a call, generic and through `dyn`.
pub(crate) fn show_costs() {
    println!("{:<24} allocations  bytes", "100 dinners of");
    row("Ada, generic", || run(dinner(&ADA)));
    row("Ada, through dyn", || run(dinner_of_any(&ADA)));
    row("Grace, generic", || run(dinner(&GRACE)));
    row("Grace, through dyn", || run(dinner_of_any(&GRACE)));
}

fn row(what: &str, dinner: impl Fn() -> usize) {
    let allocated = measure(|| {
        for _ in 0..100 {
            black_box(dinner());
        }
    });
    let (count, bytes) = (allocated.count_total, allocated.bytes_total);
    println!("{what:<24} {count:>11} {bytes:>6}");
}

/// Polls until it is ready: the smallest executor, which allocates nothing.
fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
    }
}
