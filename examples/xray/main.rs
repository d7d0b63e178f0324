//! What the compiler built, without annotating anything.
//!
//! `cargo run --example xray` runs ordinary `async fn`s to where they wait, and shows what they
//! hold and what they wait for, and why one of them is so large. All of it is read from this
//! program's debug info and memory.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Waker};
use std::time::Duration;

use visualize_future::xray::{Image, NotAvailable, inspect};

/// The sum of an order's positions; while the shop is asked for the discount, it borrows from an
/// array of its own.
async fn total(order: u32) -> u32 {
    let prices = [12, 30, 7];
    let highest = &prices[1];
    let discount = discount(order).await;
    prices.iter().sum::<u32>() + highest - discount
}

fn discount(order: u32) -> Pin<Box<dyn Future<Output = u32> + Send>> {
    Box::pin(async move {
        tokio::time::sleep(Duration::from_millis(50)).await;
        order % 10
    })
}

async fn checkout(customer: String) -> String {
    let receipt = [0_u8; 512];
    let length = receipt.len();
    let (a, b) = tokio::join!(total(17), total(18));
    format!("{customer}: {a}, {b}, and {length} bytes")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), NotAvailable> {
    let mut future = pin!(checkout("Ada".to_owned()));
    // A single poll, to where it waits.
    let mut cx = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut cx).is_pending());

    let snapshot = inspect(future.as_ref())?;
    println!("{}\n\n{snapshot}", snapshot.suspended());

    let coroutines = Image::open("/proc/self/exe")?.coroutines()?;
    let mut own = coroutines
        .iter()
        .filter(|found| found.path() == "xray::checkout");
    if let Some(checkout) = own.next() {
        println!("{}", checkout.why_large());
    }
    println!("And then: {}", future.await);
    Ok(())
}
