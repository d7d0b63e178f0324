//! The compiler's coroutine.

use visualize_future::visualize_future;

use crate::leaf::Pends;
use crate::self_reference;

/// Waits twice, the second time for an annotated function.
#[visualize_future(lowering = "compiler")]
pub async fn two_awaits(pends: u8) -> u32 {
    let number = 1;
    let borrowed = &number;
    Pends(pends).await;
    let sum = self_reference(pends).await;
    sum + *borrowed
}

/// Waits for a function that rustc lowers, too, and once more.
#[visualize_future(lowering = "compiler")]
pub async fn around() -> u32 {
    let sum = two_awaits(1).await;
    Pends(1).await;
    sum + 1
}
