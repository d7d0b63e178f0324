// Code that is never reached, behind whatever does not return.
#![allow(clippy::all)]
#[cfg(feature = "annotated")]
use visualize_future::visualize_future;

#[cfg_attr(feature = "annotated", visualize_future)]
async fn behind_a_loop() -> u32 {
    loop {
        std::future::ready(1).await;
    }
    3
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn behind_a_panic(n: u32) -> u32 {
    if n > 3 {
        panic!("no");
        std::future::ready(1).await;
    }
    n
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn behind_never(n: std::convert::Infallible) -> u32 {
    match n {}
}

#[cfg_attr(feature = "annotated", visualize_future)]
async fn an_arm(n: u32) -> u32 {
    match n {
        _ => std::future::ready(1).await,
        3 => 4,
    }
}

fn main() {
    drop((behind_a_loop(), behind_a_panic(1), an_arm(2)));
    let _ = behind_never;
}
