//! The temporary that a `let` extends lives as long as its scope, used or not.

#[machine]
async fn extended_and_unused() -> usize {
    let _held = &mut noisy("held");
    pend("x", 1).await
}
pub(crate) fn start() -> Subject {
    subject(observed!(extended_and_unused()))
}
