//! A local that points at another.

use visualize_future::visualize_future;

use crate::leaf::Pends;

/// The sum of an array, seen through a reference that lives across an await.
#[visualize_future(lowering = "explicit")]
pub async fn self_reference(pends: u8) -> u32 {
    let x = [7_u32; 4];
    let y = &x;
    Pends(pends).await;
    y.iter().sum()
}
