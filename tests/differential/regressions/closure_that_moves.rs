//! A closure without `move` that moves a local.

#[machine]
async fn closure_that_moves(given: Noisy) -> usize {
    let value = noisy("value");
    let _never = || value;
    let call = || swallow(given);
    pend("x", 1).await;
    call()
}
pub(crate) fn start() -> Subject {
    subject(observed!(closure_that_moves(noisy("a"))))
}
