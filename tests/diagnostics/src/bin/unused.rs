//! Warnings: unused variables, parameters, mutability, imports, results, functions.

#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn example(unused_parameter: u32, mut unneeded_mut: u32) -> u32 {
    use std::fmt::Debug;
    let unused_local = io(1).await;
    let mut never_changed = io(2).await;
    let assigned_only;
    assigned_only = io(4).await;
    Ok::<u32, u32>(io(3).await);
    unneeded_mut + never_changed
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn never_called() -> u32 {
    io(1).await
}

fn main() {
    let _ = example(1, 2);
}
